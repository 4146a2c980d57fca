import { RowsInOrder } from './sequential-rows';

const ROWS = 150;
const READING_MS = 1;

it('lets others of the process go between the rows of one part', async () => {
  const row = { cells: [], isHidden: false };
  const rows = (async function* () {
    yield Array(ROWS).fill(row);
  })();
  const content = { rows } as never;
  const list = new RowsInOrder(content, true, () => {
    const until = performance.now() + READING_MS;
    while (performance.now() < until);
  });
  let turns = 0;
  const other = (): void => {
    turns += 1;
    next = setImmediate(other);
  };
  let next = setImmediate(other);

  const part = await list.part(0, ROWS);

  clearImmediate(next);
  expect(part).toHaveLength(ROWS);
  expect(turns).toBeGreaterThanOrEqual(4);
});
