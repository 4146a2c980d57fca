import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations } from '@academie/platform';

import type { Actor } from './actor';

/** How much of somebody's work waits behind an entry of the menu. */
export interface WorkCount {
  /** Address of the entry. */
  href: string;
  count: number;
}

const declaration = declareMethod<{ href: string }, (actor: Actor) => Promise<number>>();

/** Lets a method count what waits for somebody on the page with this address; 0 for who has nothing to do there. */
export const CountsWork = (href: string) => declaration({ href });

/** What waits for somebody, by entry of the menu. */
@Injectable()
export class WaitingWork implements OnModuleInit {
  private sources: readonly { href: string; count: (actor: Actor) => Promise<number> }[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.sources = this.declarations
      .methods(declaration)
      .map(({ options, thing }) => ({ href: options.href, count: thing }));
  }

  async of(actor: Actor): Promise<WorkCount[]> {
    const counts = await Promise.all(
      this.sources.map(async ({ href, count }) => ({ href, count: await count(actor) })),
    );
    return counts.filter(({ count }) => count > 0);
  }
}
