import autocannon, { type Request } from 'autocannon';

/** What one round of load gave. */
export interface Round {
  /** Requests answered per second. */
  perSecond: number;
  /** Median and 99th percentile of the time to answer, in milliseconds. */
  median: number;
  p99: number;
  /** Answers that were not 2xx, and requests without an answer. */
  failures: number;
  /** How many were answered, where that is known. */
  answered?: number;
}

/** Asks one address for `seconds` over `connections` connections; a bounded load on this machine only. */
export async function load(
  url: string,
  options: {
    seconds: number;
    connections: number;
    headers?: Record<string, string>;
    /** Asked in place of the address. */
    request?: Request;
  },
): Promise<Round> {
  if (!/^http:\/\/127\.0\.0\.1[:/]/.test(url)) throw new Error('a bench asks this machine only');
  const result = await autocannon({
    url,
    duration: options.seconds,
    connections: options.connections,
    headers: options.headers ?? {},
    ...(options.request && { requests: [options.request] }),
  });
  return {
    perSecond: result.requests.average,
    median: result.latency.p50,
    p99: result.latency.p99,
    failures: result.non2xx + result.errors,
    answered: result.requests.total,
  };
}

/**
 * These by turns over all connections: each connection by itself would begin with the first, so that all ask for the
 * same thing at the same time.
 */
export function inTurn(requests: readonly Request[]): Request {
  let next = 0;
  const [{ method = 'GET' } = {}] = requests;
  return {
    method,
    setupRequest: (request) => Object.assign(request, requests[next++ % requests.length]),
  };
}

/**
 * Sends `amount` requests, one after another over each of `connections`, and gives how many a second were answered
 * until the last answer: autocannon itself says that it is done at the next whole second only.
 * @throws Error when one of them was not answered with 2xx
 */
export function sendAll(
  url: string,
  {
    amount,
    connections,
    request,
  }: { amount: number; connections: number; request: Request | Request[] },
): Promise<number> {
  if (!/^http:\/\/127\.0\.0\.1[:/]/.test(url)) throw new Error('a bench asks this machine only');
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let last = began;
    const sending = autocannon(
      { url, connections, amount, requests: [request].flat() },
      (error: Error | null, result) => {
        const failed = error ? amount : result.non2xx + result.errors;
        if (failed > 0) reject(error ?? new Error(`${failed} of ${amount} requests failed`));
        else resolve(amount / ((last - began) / 1000));
      },
    );
    sending.on('response', () => (last = performance.now()));
  });
}
