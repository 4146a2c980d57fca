import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { Refusal } from '../errors/refusal';

/** The credential, or this address of the network, asked too often; Retry-After says how long to wait. */
export class TooManyRequests extends Refusal {
  readonly code = 'platform.too-many-requests';
  readonly kind = 'too_many' as const;
}

/**
 * The route answers each address of the network at most so many times a minute, no matter who asks: what
 * strangers may ask for by a secret code, nobody may try out. The plugin's settings below hold for this
 * route too, so each of them is said again.
 */
export const LimitByAddress =
  (perMinute: number): MethodDecorator & ClassDecorator =>
  (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const rateLimit = {
      max: perMinute,
      timeWindow: 60_000,
      allowList: [],
      keyGenerator: networkOf,
    };
    // What decorators below this one said of the route stays: the framework keeps the last saying alone.
    const on = descriptor ? (descriptor.value as object) : target;
    const said = Reflect.getMetadata(ROUTE_CONFIG, on) as object | undefined;
    const say: (...on: unknown[]) => unknown = RouteConfig({ ...said, rateLimit });
    say(target, key, descriptor);
  };

const ROUTE_CONFIG = '__fastify_route_config__';

/** The address a request comes from; of IPv6 the part that one connection has. Nothing for a line that broke already. */
export const networkOf = (request: FastifyRequest): string => normalizeIP(request.ip || '');

interface Count {
  current: number;
  ttl: number;
}

/** Addresses of the network that are counted for one address of ours. */
const MOST_COUNTED = 5000;

/**
 * The counts of an address of ours in this process. HEAD is a route of its own to Fastify, which would be
 * counted by itself: what may be asked sixty times could be asked sixty times more.
 */
export class CountsByPath {
  private readonly paths = new Map<string, CountsByPath>();
  private readonly counts = new Map<string, { current: number; since: number }>();

  child(options: object): CountsByPath {
    const { routeInfo } = options as { routeInfo?: { method?: unknown; url?: string } };
    const method = String(routeInfo?.method);
    const path = `${method === 'HEAD' ? 'GET' : method} ${routeInfo?.url}`;
    const found = this.paths.get(path) ?? new CountsByPath();
    this.paths.set(path, found);
    return found;
  }

  incr(key: string, tell: (error: null, count: Count) => void, timeWindow: number): void {
    const now = performance.now();
    const known = this.counts.get(key);
    const isNew = !known || known.since + timeWindow <= now;
    const count = isNew ? { current: 0, since: now } : known;
    count.current += 1;
    // The one asked longest ago goes first.
    this.counts.delete(key);
    this.counts.set(key, count);
    const [oldest] = this.counts.keys();
    if (this.counts.size > MOST_COUNTED && oldest !== undefined) this.counts.delete(oldest);
    tell(null, { current: count.current, ttl: Math.ceil(timeWindow - (now - count.since)) });
  }
}

/** Limits tokens that have a rate, each by itself. Nothing else is counted, but for `LimitByAddress`. */
export async function installRateLimit(fastify: FastifyInstance): Promise<void> {
  await fastify.register(rateLimit, {
    global: true,
    timeWindow: 60_000,
    store: CountsByPath,
    allowList: (request) => request.rate === undefined,
    keyGenerator: (request) => request.credential ?? networkOf(request),
    max: (request) => request.rate ?? 0,
    errorResponseBuilder: () => new TooManyRequests(),
  });
}
