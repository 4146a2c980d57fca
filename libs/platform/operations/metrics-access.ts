import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

import type { Config } from '../config/config';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
/** What a proxy says of who is behind it. A proxy on this machine looks like this machine. */
const SAYS_A_PROXY = /^(forwarded|via|x-real-ip|x-forwarded-.*|x-client-ip|true-client-ip)$/;

/**
 * Whether who asks may read the metrics: with the token of METRICS_TOKEN; without one configured from this machine,
 * and through no proxy.
 */
export const mayReadMetrics = (
  { headers, socket }: IncomingMessage,
  { metricsToken }: Config,
): boolean =>
  metricsToken
    ? isSame(headers.authorization ?? '', `Bearer ${metricsToken}`)
    : LOOPBACK.has(socket.remoteAddress ?? '') &&
      !Object.keys(headers).some((name) => SAYS_A_PROXY.test(name));

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
