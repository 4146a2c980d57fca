import http from 'node:http';

import { type Bench, enrolmentsIn, learner, percentile, versionOf } from './learn-data';

const SIZES = [100, 1000, 2000];
const SECOND_MS = 1000;
/** Somebody who takes a test chooses something this often. */
const PACE_MS = 10_000;

interface Answered {
  status: number;
  location: string;
  ms: number;
}

/**
 * Learners who begin the same test of 16 questions in the same second. Then, once it is begun: each opens it, and
 * keeps what was chosen, at the pace of people.
 */
export async function beginTogether({ academie, database }: Bench): Promise<void> {
  const { versionId, keys } = await versionOf(database, 'bench');
  let from = 101;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 256 });
  const rows: object[] = [];
  for (const size of SIZES) {
    const first = from;
    from += size;
    const ids = await enrolmentsIn(database, 'bench', first, size);
    const ask = (nth: number, path: string, body?: string, type?: string): Promise<Answered> =>
      once(agent, academie.url + path, { headers: learner(first + nth), body, type });
    const cpu = academie.cpuSeconds();
    const started = performance.now();
    const begun = await spread(ids, SECOND_MS, (id, nth) =>
      ask(nth, `/leren/${id}/les/${keys[1]}/toets`, `versionId=${versionId}`),
    );
    const took = performance.now() - started;
    const cpuEach = ((academie.cpuSeconds() - cpu) * 1000) / size;
    const opened = await spread(ids, PACE_MS, (_, nth) => ask(nth, begun[nth]!.location));
    const kept = await spread(ids, PACE_MS, (id, nth) =>
      ask(
        nth,
        `/leren/${id}/apparaat`,
        JSON.stringify({
          kind: 'draft',
          id: begun[nth]!.location.split('/').at(-1),
          attemptId: begun[nth]!.location.split('/').at(-1),
          at: new Date().toISOString(),
        }),
        'application/json',
      ),
    );
    const wrong = [
      ...begun.filter(({ status }) => status !== 303),
      ...[...opened, ...kept].filter(({ status }) => status !== 200),
    ];
    const p99 = (those: Answered[]): number =>
      Math.round(
        percentile(
          those.map(({ ms }) => ms),
          0.99,
        ),
      );
    rows.push({
      learners: size,
      errors: wrong.length,
      statuses: [...new Set(wrong.map(({ status }) => status))].join(' '),
      'all begun after s': (took / 1000).toFixed(1),
      'CPU ms to begin': cpuEach.toFixed(1),
      'begin p99 ms': p99(begun),
      'open p99 ms': p99(opened),
      'choose p99 ms': p99(kept),
    });
    if (size === SIZES[0]) rows.pop(); // these warm up
  }
  agent.destroy();
  console.table(rows);
  console.log('wanted: no errors, and once begun a p99 under 100 ms\n');
}

/** Does it for each, spread evenly over this time, whether or not the ones before were answered. */
async function spread<T>(
  ids: readonly string[],
  overMs: number,
  work: (id: string, nth: number) => Promise<T>,
): Promise<T[]> {
  const began = performance.now();
  return Promise.all(
    ids.map(async (id, nth) => {
      const at = (nth * overMs) / ids.length - (performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, at)));
      return work(id, nth);
    }),
  );
}

function once(
  agent: http.Agent,
  url: string,
  sent: { headers: Record<string, string>; body: string | undefined; type: string | undefined },
): Promise<Answered> {
  return new Promise((resolve) => {
    const began = performance.now();
    const { headers, body, type = 'application/x-www-form-urlencoded' } = sent;
    const request = http.request(
      url,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { ...headers, ...(body !== undefined && { 'content-type': type }) },
      },
      (response) => {
        response.resume();
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            location: response.headers.location ?? '',
            ms: performance.now() - began,
          }),
        );
      },
    );
    request.on('error', () => resolve({ status: 0, location: '', ms: performance.now() - began }));
    request.end(body);
  });
}
