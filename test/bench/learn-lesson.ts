import { type Cost, costOf, onTwoCores } from './cpu';
import { inTurn, load, type Round } from './load';
import { type Bench, enrolmentsIn, learner, versionOf } from './learn-data';
import { median, startServer } from './processes';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 8;
const LEAST = 0.6;
/** Who ask in turn; the frame and the progress of each are their own. */
const READERS = 100;

/** A lesson with a text and a question, for its learners, against node:http with one query and the same page. */
export async function lessonPage({ academie, database, databaseUrl }: Bench): Promise<void> {
  const ids = await enrolmentsIn(database, 'bench', 1, READERS);
  const { keys } = await versionOf(database, 'bench');
  const requests = ids.map((id, nth) => ({
    path: `/leren/${id}/les/${keys[0]}`,
    headers: learner(1 + nth),
  }));
  const [{ path, headers }] = requests as [(typeof requests)[0]];
  const answer = await fetch(academie.url + path, { headers });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const html = await answer.text();
  const middle = html.indexOf('<main');
  const shape = {
    before: html.slice(0, middle),
    row: '<!-- {{title}} -->',
    after: html.slice(middle),
    query: 'SELECT title FROM elearning.lesson WHERE key = $1',
    params: [keys[0]],
  };
  const bare = await startServer(
    ['--require', './scripts/register-typescript.cjs', 'test/bench/bare-server.ts'],
    3882,
    { DATABASE_URL: databaseUrl, BENCH_SHAPES: JSON.stringify({ [path]: shape }) },
  );
  try {
    const rounds: { ours: Asked; theirs: Asked }[] = [];
    const asked = { seconds: SECONDS, connections: CONNECTIONS };
    for (let round = -1; round < ROUNDS; round += 1) {
      const ours = await costOf(academie, databaseUrl, () =>
        load(academie.url, { ...asked, request: inTurn(requests) }),
      );
      const theirs = await costOf(bare, databaseUrl, () => load(bare.url + path, asked));
      if (ours.round.failures + theirs.round.failures > 0) throw new Error('a lesson did not open');
      if (round >= 0) rounds.push({ ours, theirs }); // the first one warms up
    }
    const middle = (of: (one: (typeof rounds)[0]) => number): number => median(rounds.map(of));
    const line = (server: string, pick: (one: (typeof rounds)[0]) => Asked): object => {
      const cost = {
        web: middle((one) => pick(one).cost.web),
        database: middle((one) => pick(one).cost.database),
      };
      return {
        server,
        'lessons/s': Math.round(middle((one) => pick(one).round.perSecond)),
        'p99 ms': middle((one) => pick(one).round.p99),
        'CPU ms, web + database': `${cost.web.toFixed(2)} + ${cost.database.toFixed(2)}`,
        'per second on two free cores': onTwoCores(cost),
      };
    };
    console.table([
      line('academie', ({ ours }) => ours),
      line('node:http', ({ theirs }) => theirs),
    ]);
    const ratio = middle(({ ours, theirs }) => ours.round.perSecond / theirs.round.perSecond);
    const byCpu = middle(({ ours, theirs }) => whole(theirs) / whole(ours));
    console.log(
      `A lesson: ${ratio.toFixed(2)} of node:http (wanted: ${LEAST}); by processor time ${byCpu.toFixed(2)}\n`,
    );
  } finally {
    await bare.stop();
  }
}

interface Asked {
  round: Round;
  cost: Cost;
}

const whole = ({ cost }: Asked): number => cost.web + cost.database;
