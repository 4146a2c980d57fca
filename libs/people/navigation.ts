import { Injectable } from '@nestjs/common';

import type { Actor, Role } from './actor';

/** An entry of the main menu, added by the lib whose page it opens. */
export interface NavigationEntry {
  href: string;
  label: string;
  /** Who sees it; leave out for everybody, signed in or not. */
  roles?: readonly Role[];
  /** Lower comes first. */
  position: number;
}

/** The main menu. A lib adds its entries in onModuleInit. */
@Injectable()
export class Navigation {
  private readonly entries: NavigationEntry[] = [];

  add(entry: NavigationEntry): void {
    this.entries.push(entry);
    this.entries.sort((a, b) => a.position - b.position);
  }

  /** What this person sees, with the entry of the current page marked. */
  for(actor: Actor | undefined, path: string): { href: string; label: string; current: boolean }[] {
    return this.entries
      .filter(({ roles }) => !roles || (actor && roles.some((role) => actor.is(role))))
      .map(({ href, label }) => ({
        href,
        label,
        current: path === href || (href !== '/' && path.startsWith(`${href}/`)),
      }));
  }
}
