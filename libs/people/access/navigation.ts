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
  /** Where it stands: in the main menu, or on the page of administration with a sentence beside it. */
  section?: 'main' | 'admin';
  /** What one does there; shown on the page of administration. */
  description?: string;
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
    return this.visible(actor, 'main').map(({ href, label }) => ({
      href,
      label,
      current: path === href || (href !== '/' && path.startsWith(`${href}/`)),
    }));
  }

  /** What this person finds on the page of administration. */
  admin(actor: Actor): { href: string; label: string; description: string }[] {
    return this.visible(actor, 'admin').map(({ href, label, description = '' }) => ({
      href,
      label,
      description,
    }));
  }

  private visible(actor: Actor | undefined, section: 'main' | 'admin'): NavigationEntry[] {
    return this.entries.filter(
      (entry) =>
        (entry.section ?? 'main') === section &&
        (!entry.roles || (actor && entry.roles.some((role) => actor.is(role)))),
    );
  }
}
