import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Agent, RequestInit as UndiciInit } from 'undici';

import { CONFIG, type Config } from '../config/config';
import { currentWork } from '../work/current-work';
import { lookUpPublic, refusePrivateHost } from './public-address';

/** Somebody waits at the other end of our own answer. */
const PATIENCE_MS = 5000;
/** A list of keys or a description of a service has some tens of kilobytes. */
const MOST_BYTES = 512_000;

/** The address is not one that the academie asks, or what came back is too long. */
export class OutgoingRefused extends Error {}

/**
 * Asks other servers on addresses that somebody filled in: over https, with a time limit and a largest answer,
 * following no redirect, and never inside the own network (ASVS 1.3.6) unless the installation says so.
 */
@Injectable()
export class Outgoing implements OnModuleDestroy {
  private agent: Agent | undefined;

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** As `fetch`. @throws OutgoingRefused, AddressNotPublic, and what fetch throws */
  readonly fetch = async (
    address: string | URL,
    init: Omit<RequestInit, 'body'> & { body?: unknown } = {},
  ): Promise<Response> => {
    const url = new URL(address);
    if (!this.config.privateAddresses) {
      if (url.protocol !== 'https:') throw new OutgoingRefused(`${url.origin} is not https`);
      refusePrivateHost(url);
    }
    const headers = new Headers(init.headers);
    headers.set('accept-encoding', 'identity');
    const span = currentWork()?.traceparent;
    if (span) headers.set('traceparent', span);
    const undici = await import('undici'); // most processes never ask another server
    const answer = await undici.fetch(url, {
      ...(init as UndiciInit),
      headers: Object.fromEntries(headers),
      dispatcher: (this.agent ??= this.agentOf(undici)),
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body = await limited(answer.body as AsyncIterable<Uint8Array> | null);
    // A Response with one of these statuses takes no body.
    const isEmpty = [101, 204, 205, 304].includes(answer.status);
    return new Response(isEmpty ? null : body, {
      status: answer.status,
      statusText: answer.statusText,
      headers: Object.fromEntries(answer.headers),
    });
  };

  private agentOf({ Agent }: typeof import('undici')): Agent {
    return new Agent({
      connections: 10,
      connect: {
        timeout: PATIENCE_MS,
        ...(!this.config.privateAddresses && { lookup: lookUpPublic }),
      },
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.agent?.destroy();
  }
}

async function limited(body: AsyncIterable<Uint8Array> | null): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    length += part.length;
    if (length > MOST_BYTES)
      throw new OutgoingRefused(`the answer is longer than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
