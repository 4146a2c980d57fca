import { startAcademie } from '../support/academie';
import { attack, type Outcome } from '../support/hostile-run';
import { administratorTargets, PUBLIC_TARGETS } from '../support/hostile-targets';
import { WatchedAcademie } from '../support/watched-academie';

/** Milliseconds that one request may keep all others waiting, on a machine that has nothing else to do. */
const LONGEST_HOLD = 200;
/** Each input is sent to one in so many addresses; HOSTILE_SHARE=1 for all. */
const SHARE = Number(process.env.HOSTILE_SHARE ?? 4);

describe('the academie, whatever bytes come in', () => {
  const academie = startAcademie({ seed: 'demo' });
  const outcomes: Outcome[] = [];
  let watched: WatchedAcademie;
  /** The longest hold while the pages are asked for that everybody asks for. */
  let ordinary: number;

  beforeAll(async () => {
    watched = await WatchedAcademie.start(academie.config.databaseUrl);
    ordinary = await ordinaryHold();
    const administrator = { id: await academie.accountId('administrator') };
    const headers = academie.headersOf(administrator);
    const targets = await administratorTargets(academie.database);
    for (const sender of [
      { name: 'a stranger', headers: {}, targets: PUBLIC_TARGETS },
      { name: 'an administrator', headers, targets },
    ])
      for await (const outcome of attack(watched, sender, SHARE)) outcomes.push(outcome);
  }, 900_000);
  afterAll(() => watched.stop());

  it('answers everybody else meanwhile', () => {
    const limit = Math.max(LONGEST_HOLD, 3 * ordinary);

    expect(outcomes.filter(({ held }) => held > limit)).toEqual([]);
  });

  it('goes on, and never says that the fault is ours', () => {
    expect(outcomes.filter(({ status }) => status >= 500 || status === 0)).toEqual([]);
    expect(watched.isRunning).toBe(true);
  });

  it('refuses in words whatever is too much', () => {
    const refused = outcomes.filter(({ status }) => status >= 400);
    const tooMuch = outcomes.filter(({ what }) => /150,000|100,000 levels|megabyte/.test(what));

    expect(refused.filter(({ text }) => !/\S+ \S+ \S+/.test(text))).toEqual([]);
    expect(tooMuch.filter(({ status }) => status < 300)).toEqual([]);
    expect(tooMuch.length).toBeGreaterThan(30 / SHARE);
  });

  it.each([
    ['100,000 headers', `GET / HTTP/1.1\r\nHost: x\r\n${'a: b\r\n'.repeat(100_000)}\r\n`],
    ['100,000 cookies', `GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'a=b; '.repeat(100_000)}\r\n\r\n`],
    ['a header without an end', `GET / HTTP/1.1\r\nHost: ${'x'.repeat(1_000_000)}`],
    ['no HTTP at all', '\u0016\u0003\u0001'.repeat(1000)],
    [
      'two lengths',
      'POST /inloggen HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\na=b',
    ],
  ])('hangs up on %s, with a reason where its sender still reads', async (_what, bytes) => {
    const answer = await watched.sendBytes(bytes);
    const held = await watched.longestHold();

    // Who goes on sending after the answer finds the connection reset, and nothing to read.
    expect(answer).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
    expect(held).toBeLessThan(Math.max(LONGEST_HOLD, 3 * ordinary));
  });

  async function ordinaryHold(): Promise<number> {
    const pages = ['/', '/inloggen', '/api/v1/courses'];
    const ask = async (): Promise<void> => {
      for (const path of pages) await watched.send({ method: 'GET', path });
    };
    await ask();
    await watched.longestHold();
    for (let nth = 0; nth < 10; nth += 1) await ask();
    return watched.longestHold();
  }
});
