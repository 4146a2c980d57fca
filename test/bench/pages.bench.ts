import { costOf, onTwoCores } from './cpu';
import { load, type Round } from './load';
import { median, type Server, startServer } from './processes';

const ROUNDS = 5;
const SECONDS = 4;
const CONNECTIONS = 8;
const LEAST = 0.6;
/** Percent. */
const MOST_ADDED = 15;
const SAME_FOR_ALL = '/privacy';

/**
 * The catalogue for a visitor and a course page for somebody who is signed in, against node:http with one query
 * and the same page. Both servers run throughout and are asked in turn, so that a busy machine hits both. Before that,
 * what being signed in adds; with `signed-in` as argument, only that.
 */
export default async function pages([only]: readonly string[] = []): Promise<void> {
  const env = {
    ACADEMIE_DEMO: '1',
    ACADEMIE_WORKER: '0',
    NODE_ENV: 'production',
    DATABASE_URL: process.env.DATABASE_URL ?? '',
  };
  const academie = await startServer(['dist/apps/academie/main.js'], 3871, env);
  let bare: Server | undefined;
  try {
    const cookie = await signIn(academie.url);
    const course = await firstCourse(academie.url);
    await signedIn(academie, course, cookie);
    if (only === 'signed-in') return;
    const shapes = {
      '/aanbod': shapeOf(await page(academie.url, '/aanbod'), CATALOGUE, []),
      [course]: shapeOf(await page(academie.url, course, cookie), COURSE, [
        course.split('/').at(-1) ?? '',
      ]),
    };
    bare = await startServer(
      ['--require', './scripts/register-typescript.cjs', 'test/bench/bare-server.ts'],
      3879, // the academie also listens on the port after its own, for content
      { ...env, BENCH_SHAPES: JSON.stringify(shapes) },
    );
    await compare('catalogue, visitor', academie, bare, '/aanbod', undefined);
    await compare('course page, signed in', academie, bare, course, cookie);
  } finally {
    await bare?.stop();
    await academie.stop();
  }
}

async function compare(
  name: string,
  academie: Server,
  bare: Server,
  path: string,
  cookie: string | undefined,
): Promise<void> {
  const headers: Record<string, string> = cookie ? { cookie } : {};
  const ask = (server: Server): Promise<Round> =>
    load(`${server.url}${path}`, { seconds: SECONDS, connections: CONNECTIONS, headers });
  await ask(academie);
  await ask(bare);
  const costed = (server: Server) =>
    costOf(server, process.env.DATABASE_URL ?? '', () => ask(server));
  const ours: Round[] = [];
  const yardstick: Round[] = [];
  const costs: number[] = [];
  const bareCosts: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const [mine, theirs] = [await costed(academie), await costed(bare)];
    ours.push(mine.round);
    yardstick.push(theirs.round);
    costs.push(mine.cost.web + mine.cost.database);
    bareCosts.push(theirs.cost.web + theirs.cost.database);
  }
  const rate = median(ours.map(({ perSecond }) => perSecond));
  const bareRate = median(yardstick.map(({ perSecond }) => perSecond));
  const failures = [...ours, ...yardstick].reduce((sum, round) => sum + round.failures, 0);
  console.table([
    {
      page: name,
      server: 'academie',
      'requests/s': Math.round(rate),
      'p99 ms': median(ours.map(({ p99 }) => p99)),
    },
    {
      page: name,
      server: 'node:http',
      'requests/s': Math.round(bareRate),
      'p99 ms': median(yardstick.map(({ p99 }) => p99)),
    },
  ]);
  const ratio = rate / bareRate;
  const [cost, bareCost] = [median(costs), median(bareCosts)];
  console.log(
    `${name}: ${cost.toFixed(2)} ms of processor time a page, ${onTwoCores({ web: cost, database: 0 })} a second on two ` +
      `free cores; node:http ${bareCost.toFixed(2)} ms: ${(bareCost / cost).toFixed(2)} of it`,
  );
  console.log(
    `${name}: ${ratio.toFixed(2)} of node:http (wanted: ${LEAST}); ${failures} failures\n`,
  );
}

/**
 * What knowing who asks adds. A page that is the same for all is read by a visitor and by somebody who is signed in,
 * in turn: its difference is authentication, authorisation and the menu. That time is held against the same page for
 * a visitor, and against a page with what is the reader's own.
 */
async function signedIn(academie: Server, own: string, cookie: string): Promise<void> {
  const ask = (path: string, headers: Record<string, string> = {}): Promise<Round> =>
    load(`${academie.url}${path}`, { seconds: SECONDS, connections: CONNECTIONS, headers });
  const visitor: Round[] = [];
  const known: Round[] = [];
  const ownPage: Round[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    visitor.push(await ask(SAME_FOR_ALL));
    known.push(await ask(SAME_FOR_ALL, { cookie }));
    ownPage.push(await ask(own, { cookie }));
  }
  // The first round of each warms up.
  const [open, same, whole] = [visitor, known, ownPage].map(
    (rounds) => 1000 / median(rounds.slice(1).map(({ perSecond }) => perSecond)),
  ) as [number, number, number];
  const failures = [...visitor, ...known, ...ownPage].reduce((sum, one) => sum + one.failures, 0);
  const added = same - open;
  const percent = (of: number): string => `${((added / of) * 100).toFixed(1)} %`;
  console.log(
    `Knowing who asks takes ${added.toFixed(2)} ms: ${percent(open)} of the ${open.toFixed(2)} ms of ` +
      `${SAME_FOR_ALL} for a visitor, ${percent(whole)} of the ${whole.toFixed(2)} ms of ${own} signed in ` +
      `(wanted: < ${MOST_ADDED} %); ${failures} failures\n`,
  );
}

const CATALOGUE = `
  SELECT c.title FROM catalogue.course c
   WHERE c.status = 'published' ORDER BY c.title, c.id LIMIT 20`;
const COURSE = `
  SELECT c.title FROM catalogue.course c
    LEFT JOIN catalogue.offering o ON o.course_id = c.id AND o.status = 'published'
   WHERE c.slug = $1`;

/** The page as sent, with one place where the rows of the query go. */
function shapeOf(html: string, query: string, params: unknown[]): object {
  const middle = html.indexOf('<main');
  return {
    before: html.slice(0, middle),
    row: '<!-- {{title}} -->',
    after: html.slice(middle),
    query,
    params,
  };
}

async function page(base: string, path: string, cookie?: string): Promise<string> {
  const answer = await fetch(base + path, { headers: cookie ? { cookie } : {} });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}

async function firstCourse(base: string): Promise<string> {
  const path = /href="(\/aanbod\/[^"?#]+)"/.exec(await page(base, '/aanbod'))?.[1];
  if (!path) throw new Error('the catalogue is empty');
  return path;
}

async function signIn(base: string): Promise<string> {
  const answer = await fetch(`${base}/inloggen`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      email: 'deelnemer@academie.example',
      password: 'welkom-bij-de-academie',
    }),
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (answer.status !== 303 || !cookie) throw new Error(`signing in answered ${answer.status}`);
  return cookie;
}
