import { pause, statusOf } from './daemon';
import type { Node } from './servers';

/** What changed, and how many milliseconds after the failure. */
export interface Moment {
  ms: number;
  what: string;
}

/** Looks several times a second at who leads and at what the web processes say of themselves. */
export class Timeline {
  readonly moments: Moment[] = [];
  private readonly began = performance.now();
  private isOver = false;
  private readonly running: Promise<void>;

  constructor(survivor: Node, webUrls: readonly string[]) {
    const looks: [string, string][] = [
      [`${survivor.name} leads`, `http://127.0.0.1:${survivor.api}/primary`],
      ...webUrls.map((url, nth): [string, string] => [`web ${nth + 1} is ready`, `${url}/readyz`]),
    ];
    this.running = Promise.all(looks.map(([what, url]) => this.watch(what, url))).then(
      () => undefined,
    );
  }

  add(what: string, at = performance.now()): void {
    this.moments.push({ ms: Math.round(at - this.began), what });
  }

  async stop(): Promise<Moment[]> {
    this.isOver = true;
    await this.running;
    return this.moments.sort((a, b) => a.ms - b.ms);
  }

  get start(): number {
    return this.began;
  }

  private async watch(what: string, url: string): Promise<void> {
    let before: boolean | undefined;
    while (!this.isOver) {
      const is = (await statusOf(url)) === 200;
      if (before !== undefined && is !== before) this.add(is ? what : `no longer: ${what}`);
      before = is;
      await pause(100);
    }
  }
}
