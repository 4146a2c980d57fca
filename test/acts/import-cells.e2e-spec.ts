import { startAcademie, type Visitor } from '../support/academie';
import { type GivenCell, type GivenRow, givenWorkbook } from '../support/workbook';

const HEADER = ['Datum', 'Gemeente', 'Soort', 'Stand', 'Bezoekers'];
type Row = { rowNumber: number; outcome: string; problems: { code: string; message: string }[] };

describe('the cells of an imported file', () => {
  const academie = startAcademie({ seed: 'reference' });
  let admin: Visitor;

  beforeAll(async () => {
    admin = academie.as(await academie.given.holder('administrator'));
  });
  beforeEach(() => academie.clock.set('2026-11-27T12:00:00+01:00'));

  const send = (content: Buffer, fields: Record<string, string> = {}, name = 'lijst.xlsx') =>
    Object.entries({ kind: 'menu_item', dryRun: 'true', ...fields }).reduce(
      (call, [key, value]) => call.field(key, value),
      admin.post('/api/v1/imports').attach('file', content, name),
    );
  const rowsOf = async (id: string): Promise<Row[]> =>
    (await admin.get(`/api/v1/imports/${id}/rows?limit=100`).expect(200)).body.items;
  const answers = async (content: Buffer, fields?: Record<string, string>, name?: string) => {
    const { body } = await send(content, fields, name).expect(201);
    return (await rowsOf(body.id)).map(({ rowNumber, outcome, problems }) => [
      rowNumber,
      problems[0]?.code ?? outcome,
    ]);
  };
  const csv = (...lines: string[]): Buffer =>
    Buffer.from([HEADER.join(';'), ...lines].join('\r\n'));
  const act = (visitors: GivenCell, day = 46300): GivenCell[] => [
    { date: day },
    ...['Alkmaar', 'Speedmobiel', 'Gegeven'],
    visitors,
  ];
  const sheet = (name: string, ...rows: (GivenRow | GivenCell[])[]) => ({ name, rows });

  it('are the numbers of the workbook, and no part of a person is one', async () => {
    const content = givenWorkbook(
      sheet(
        'Blad1',
        HEADER,
        act({ formula: '99/8', value: 12.375 }),
        act(0.125),
        act(12.5),
        act(12),
      ),
    );

    expect(await answers(content)).toEqual([
      [2, 'noInteger'],
      [3, 'noInteger'],
      [4, 'noInteger'],
      [5, 'created'],
    ]);
  });

  it('are thousands or a fraction, and refused where that is not sure', async () => {
    const one = '3-11-2026;Alkmaar;Speedmobiel;Gegeven;';
    const inCsv = (...visitors: string[]) =>
      answers(csv(...visitors.map((text) => `${one}${text}`)), {}, 'lijst.csv');

    expect(await inCsv('1.250', '1250', '0.125')).toEqual([
      [2, 'groupOrFraction'],
      [3, 'created'],
      [4, 'noInteger'],
    ]);
    expect(await inCsv('1.250', '12,0')).toEqual([
      [2, 'created'],
      [3, 'created'],
    ]);
    const commas = Buffer.from(`${HEADER.join()}\n${one.replaceAll(';', ',')}1.250\n`);
    expect(await answers(commas, {}, 'lijst.csv')).toEqual([[2, 'groupOrFraction']]);
  });

  it('are refused by name where a formula failed or was never calculated', async () => {
    const content = givenWorkbook(
      sheet(
        'Blad1',
        HEADER,
        act({ error: '#N/A' }),
        act({ error: '#DIV/0!' }),
        act({ formula: '20+20' }),
      ),
    );
    const { body } = await send(content).expect(201);
    const [first, ...others] = await rowsOf(body.id);

    expect(first!.problems).toEqual([
      expect.objectContaining({ code: 'failedCell', value: '#N/A', field: 'headcount' }),
    ]);
    expect(first!.problems[0]!.message).toContain('Cell E2');
    expect(others.map(({ problems }) => problems[0]!.message.slice(0, 7))).toEqual([
      'Cell E3',
      'Cell E4',
    ]);
    const dutch = csv('#N/B;Alkmaar;Speedmobiel;Gegeven;1', '#####;Alkmaar;Speedmobiel;Gegeven;1');
    expect(await answers(dutch, {}, 'lijst.csv')).toEqual([
      [2, 'failedCell'],
      [3, 'failedCell'],
    ]);
  });

  it('are days however they are written', async () => {
    const days = ['3-nov-26', 'di 3 november 2026', '2026-11-03T09:00:00Z', '3-11-2026'];
    const { body } = await send(
      csv(...days.map((day, nth) => `${day};Alkmaar;Speedmobiel;Gegeven;${nth + 900}`)),
      { dryRun: 'false' },
      'dagen.csv',
    ).expect(201);

    expect(body).toMatchObject({ created: 4 });
    expect(
      await academie.database.rows(
        `SELECT DISTINCT occurred_on::text AS day FROM acts.act WHERE import_id = $1`,
        [body.id],
      ),
    ).toEqual([{ day: '2026-11-03' }]);
  });

  it('are no days in digits where one of their column can only be American', async () => {
    const days = ['3-nov-26', '10/3/2026', '2026-11-03', '10/13/2026', '3-11-2026'];
    const lines = days.map((day, nth) => `${day};Alkmaar;Speedmobiel;Gegeven;${nth + 1}`);

    expect(await answers(csv(...lines), {}, 'dagen.csv')).toEqual([
      [2, 'created'],
      [3, 'dayOrMonth'],
      [4, 'created'],
      [5, 'dayOrMonth'],
      [6, 'dayOrMonth'],
    ]);
  });

  it('stand below a title, on the sheet that can be seen, or behind sep=', async () => {
    const content = givenWorkbook(
      { ...sheet('keuzelijst', HEADER, act(1)), state: 'hidden' },
      sheet('Registraties', ['Menukaart 2026'], { number: 4, cells: HEADER }, act(1), act(2)),
    );

    expect(await answers(content)).toEqual([
      [5, 'created'],
      [6, 'created'],
    ]);
    const separated = Buffer.from(
      `sep=,\r\n${HEADER.join()}\r\n3-11-2026,Alkmaar,Speedmobiel,Gegeven,1`,
    );
    expect(await answers(separated, {}, 'lijst.csv')).toEqual([[3, 'created']]);
  });

  it('are those of the sheet that is asked for, when several hold a table', async () => {
    const content = givenWorkbook(
      sheet('Alkmaar', HEADER, act(1)),
      sheet('Heiloo', HEADER, act(2)),
    );
    const asked = await send(content).expect(422);

    expect(asked.body).toMatchObject({
      code: 'acts.file-severalSheets',
      params: { sheets: 'Alkmaar\nHeiloo' },
    });
    expect(await answers(content, { sheet: 'Heiloo' })).toEqual([[2, 'created']]);
    const page = await admin
      .post('/registraties/importeren')
      .field('kind', 'menu_item')
      .attach('file', content, 'lijst.xlsx')
      .expect(422);
    expect(page.text).toContain('<option value="Heiloo">Heiloo</option>');
    await admin
      .post('/registraties/importeren')
      .field({ kind: 'menu_item', sheet: 'Heiloo' })
      .attach('file', content, 'lijst.xlsx')
      .expect(303);
  });

  it('of hidden rows are left out, said, and taken when the reader chooses so', async () => {
    const content = givenWorkbook(
      sheet('Blad1', HEADER, act(1), { cells: act(2), isHidden: true }, act(3)),
    );
    const { headers } = await admin
      .post('/registraties/importeren')
      .field('kind', 'menu_item')
      .attach('file', content, 'lijst.xlsx')
      .expect(303);
    const path = headers.location!;
    const id = path.split('/').at(-1)!;
    const tried = await admin.get(path).expect(200);
    const choose = (take: string) =>
      admin.post(`${path}/verborgen`).type('form').send({ take }).expect(303);

    expect(tried.text).toContain('Rij 3 is verborgen in het werkblad');
    expect(tried.text).toContain('Neem de verborgen rijen mee');
    expect((await rowsOf(id)).map(({ rowNumber }) => rowNumber)).toEqual([2, 4]);
    await choose('ja');
    expect((await admin.get(path)).text).toContain('Deze rijen doen wel mee.');
    expect((await rowsOf(id)).map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4]);
    await choose('nee');
    await choose('ja');
    await choose('ja');
    await admin.post(`${path}/bevestigen`).expect(303);
    const done = await admin.get(`/api/v1/imports/${id}`).expect(200);
    expect(done.body).toMatchObject({ total: 3, created: 3, hiddenRows: 1, state: 'finished' });
    await choose('nee');
    expect((await admin.get(`/api/v1/imports/${id}`)).body).toEqual(done.body);
    expect(await answers(content)).toHaveLength(2);
    expect(await answers(content, { hiddenRows: 'take' })).toHaveLength(3);
  });

  it('have a field in JSON, or are refused with its name', async () => {
    const row = { occurredOn: '2026-11-03', organisation: 'Alkmaar', subkind: 'Speedmobiel' };
    const { body } = await admin
      .post('/api/v1/imports')
      .send({
        kind: 'menu_item',
        rows: [row, { ...row, statuss: 'Gegeven', status: 'Gegeven' }],
      })
      .expect(422);

    expect(body.errors).toEqual([
      expect.objectContaining({ field: 'rows.1.statuss', code: 'unknownField' }),
    ]);
  });

  it('with a letter that was lost are refused, and those of other rows are not', async () => {
    const content = Buffer.concat([
      csv('3-11-2026;Alkmaar;Speedmobiel;Gegeven;1', '3-11-2026;Heiloo;Spéédmobiel;Gegeven;1'),
      Buffer.from('\r\n3-11-2026;Alkm\u00e4\u00e4r;Speedmobiel;Gegeven;1', 'latin1'),
      Buffer.from('\r\n3-11-2026;Álkmaar;Speedmobiel;Gegeven;2'),
    ]);

    expect(await answers(content, {}, 'lijst.csv')).toEqual([
      [2, 'created'],
      [3, 'created'],
      [4, 'lostLetter'],
      [5, 'created'],
    ]);
  });
});
