import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations, t } from '@academie/platform';

import type { Actor, Role } from './actor';

/** An entry of the main menu, or of the page of administration. */
export interface NavigationEntry {
  href: string;
  /** Key of the texts: `<key>.label`, and `<key>.description` for the page of administration. */
  text: string;
  /** Who sees it; leave out for everybody, signed in or not. */
  roles?: readonly Role[];
  /** Only who is not signed in sees it. */
  visitorsOnly?: boolean;
  /** Lower comes first. */
  position: number;
  /**
   * Where it stands: in the main menu, on the page of administration with a sentence beside it, or behind
   * the name of who is signed in.
   */
  section?: 'main' | 'admin' | 'account';
  /** Whose work begins here: who has one of these roles comes here after signing in. */
  start?: readonly Role[];
}

/** Of several roles the one whose work waits for a moment goes first. */
const START_ORDER: readonly Role[] = [
  'trainer',
  'coordinator',
  'theme_lead',
  'administrator',
  'auditor',
  'participant',
];

/** Puts the page that a method answers into a menu. A page may stand in several. */
export const MenuEntry = declareMethod<NavigationEntry, (...args: never[]) => unknown>();

type Labelled = NavigationEntry & { label: string; description: string };

/** The main menu and the page of administration. */
@Injectable()
export class Navigation implements OnModuleInit {
  private entries: Labelled[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.entries = this.declarations
      .methods(MenuEntry)
      .map(({ options }) => ({
        ...options,
        label: t(`${options.text}.label`),
        description: options.section === 'admin' ? t(`${options.text}.description`) : '',
      }))
      .sort((a, b) => a.position - b.position);
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
    return this.visible(actor, 'admin').map(({ href, label, description }) => ({
      href,
      label,
      description,
    }));
  }

  /** What stands behind the name of this person. */
  account(actor: Actor | undefined): { href: string; label: string }[] {
    return this.visible(actor, 'account').map(({ href, label }) => ({ href, label }));
  }

  /** Where this person begins after signing in: where the work is. */
  startOf(actor: Actor): string {
    const [first] = START_ORDER.filter((role) => actor.is(role)).flatMap((role) =>
      this.entries.filter(({ start }) => start?.includes(role)),
    );
    return first?.href ?? '/';
  }

  private visible(actor: Actor | undefined, section: 'main' | 'admin' | 'account'): Labelled[] {
    return this.entries.filter(
      (entry) =>
        (entry.section ?? 'main') === section &&
        !(entry.visitorsOnly && actor) &&
        (!entry.roles || (actor && entry.roles.some((role) => actor.is(role)))),
    );
  }
}
