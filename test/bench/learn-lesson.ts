import { load, type Round } from './load';
import { type Bench, enrolmentsIn, learner, versionOf } from './learn-data';
import { median, startServer } from './processes';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 8;
const LEAST = 0.6;

/** A lesson with a text and a question, for its learner, against node:http with one query and the same page. */
export async function lessonPage({ academie, database, databaseUrl }: Bench): Promise<void> {
  const [id] = await enrolmentsIn(database, 'bench', 1, 1);
  const { keys } = await versionOf(database, 'bench');
  const path = `/leren/${id}/les/${keys[0]}`;
  const headers = learner(1);
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
    const rounds: { ours: Round; theirs: Round; cpu: number }[] = [];
    for (let round = -1; round < ROUNDS; round += 1) {
      const before = academie.cpuSeconds();
      const asked = { seconds: SECONDS, connections: CONNECTIONS, headers };
      const ours = await load(academie.url + path, asked);
      const cpu = ((academie.cpuSeconds() - before) * 1000) / (ours.perSecond * SECONDS);
      const theirs = await load(bare.url + path, asked);
      if (ours.failures + theirs.failures > 0) throw new Error('a lesson did not open');
      if (round >= 0) rounds.push({ ours, theirs, cpu }); // the first one warms up
    }
    const rate = (of: (one: (typeof rounds)[0]) => number): number =>
      Math.round(median(rounds.map(of)));
    console.table([
      {
        server: 'academie',
        'lessons/s': rate(({ ours }) => ours.perSecond),
        'p99 ms': rate(({ ours }) => ours.p99),
      },
      {
        server: 'node:http',
        'lessons/s': rate(({ theirs }) => theirs.perSecond),
        'p99 ms': rate(({ theirs }) => theirs.p99),
      },
    ]);
    const ratio = median(rounds.map(({ ours, theirs }) => ours.perSecond / theirs.perSecond));
    const cpu = median(rounds.map((one) => one.cpu));
    console.log(
      `A lesson: ${ratio.toFixed(2)} of node:http (wanted: ${LEAST}); ${cpu.toFixed(2)} ms of CPU each\n`,
    );
  } finally {
    await bare.stop();
  }
}
