import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations } from '@academie/platform';

import type { Actor } from './actor';
import { Navigation } from './navigation';

/** Behind this entry of the menu is what has no entry of its own. */
const ADMIN = '/beheer';

/** How much of somebody's work waits on a page, or behind an entry of the menu. */
export interface WorkCount {
  /** Address of the page. */
  href: string;
  count: number;
}

const declaration = declareMethod<{ href: string }, (actor: Actor) => Promise<number>>();

/** Lets a method count what waits for somebody on the page with this address; 0 for who has nothing to do there. */
export const CountsWork = (href: string) => declaration({ href });

/** What waits for somebody. */
@Injectable()
export class WaitingWork implements OnModuleInit {
  private sources: readonly { href: string; count: (actor: Actor) => Promise<number> }[] = [];

  constructor(
    private readonly declarations: Declarations,
    private readonly navigation: Navigation,
  ) {}

  onModuleInit(): void {
    this.sources = this.declarations
      .methods(declaration)
      .map(({ options, thing }) => ({ href: options.href, count: thing }));
  }

  /** By page; pages where nothing waits are left out. */
  async byPage(actor: Actor): Promise<WorkCount[]> {
    const counts = await Promise.all(
      this.sources.map(async ({ href, count }) => ({ href, count: await count(actor) })),
    );
    return counts.filter(({ count }) => count > 0);
  }

  /** By entry of the menu: pages of administration that stand in no menu are added up at its own entry. */
  async byEntry(actor: Actor): Promise<WorkCount[]> {
    const pages = await this.byPage(actor);
    const inMenu = new Set(this.navigation.for(actor, '').map(({ href }) => href));
    if (!inMenu.has(ADMIN)) return pages;
    const inAdmin = new Set(
      this.navigation.admin(actor).flatMap(({ entries }) => entries.map(({ href }) => href)),
    );
    const isBehind = ({ href }: WorkCount): boolean => !inMenu.has(href) && inAdmin.has(href);
    const behind = pages.filter(isBehind).reduce((sum, { count }) => sum + count, 0);
    return [
      ...pages.filter((page) => !isBehind(page)),
      ...(behind > 0 ? [{ href: ADMIN, count: behind }] : []),
    ];
  }
}
