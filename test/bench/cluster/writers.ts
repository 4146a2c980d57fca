import { randomUUID } from 'node:crypto';

import { pause } from './daemon';

/** One write as somebody sends it. */
export interface Write {
  path: string;
  token: string;
  body: object;
}

/** A write and what its sender heard in the end. */
export interface Sent extends Write {
  /** The id of what was made; undefined when it was never acknowledged. */
  id: string | undefined;
  /** Milliseconds on the clock of the process, of the answer that settled it. */
  at: number;
  /** The refusals that came before: status and code. */
  refused: string[];
}

/** Longer than the academie promises to take. */
const PATIENCE_MS = 8000;
/** Between two writes of one sender: a load that the machine carries, so that what is seen is the failover. */
const PAUSE_MS = 15;

/**
 * People who write until told to stop. The even ones send again with the same key what was refused, until it is
 * acknowledged; the odd ones take "nothing was stored" at its word and go on with the next.
 */
export class Writers {
  readonly sent: Sent[] = [];
  /** What no request may be answered with. */
  readonly faults: string[] = [];
  private isOver = false;
  private readonly running: Promise<void>[];

  constructor(
    private readonly url: string,
    count: number,
    private readonly next: () => Write,
  ) {
    this.running = Array.from({ length: count }, (_, nth) => this.write(nth % 2 === 0));
  }

  get acknowledged(): Sent[] {
    return this.sent.filter(({ id }) => id !== undefined);
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await Promise.all(this.running);
  }

  private async write(insists: boolean): Promise<void> {
    while (!this.isOver) {
      this.sent.push(await this.settle(this.next(), insists));
      await pause(PAUSE_MS);
    }
  }

  private async settle(write: Write, insists: boolean): Promise<Sent> {
    const key = randomUUID();
    const refused: string[] = [];
    for (;;) {
      const { status, code, id, wait } = await this.ask(write, key);
      const at = performance.now();
      if (status === 201) return { ...write, id, at, refused };
      refused.push(`${status} ${code}`);
      // What came of it is known only by asking again.
      const isKnown = status === 503 && code !== 'platform.outcome-unknown';
      if (status !== 503 && !(status === 409 && code.startsWith('platform.')))
        this.faults.push(`${status} ${code}`);
      if (isKnown && !insists) return { ...write, id: undefined, at, refused };
      if (refused.length > 200) throw new Error(`no end to ${refused.slice(-3).join(', ')}`);
      await pause(Math.min(wait, 500));
    }
  }

  private async ask(
    { path, token, body }: Write,
    key: string,
  ): Promise<{ status: number; code: string; id?: string; wait: number }> {
    try {
      const answer = await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      const text = await answer.text();
      const { code = '', id } = readJson(text);
      const wait = Number(answer.headers.get('retry-after') ?? 0) * 1000 + 50;
      return { status: answer.status, code, wait, ...(id !== undefined && { id }) };
    } catch (error) {
      return { status: 0, code: error instanceof Error ? error.name : 'gone', wait: 200 };
    }
  }
}

function readJson(text: string): { code?: string; id?: string } {
  try {
    return JSON.parse(text) as { code?: string; id?: string };
  } catch {
    return { code: text.slice(0, 60) };
  }
}
