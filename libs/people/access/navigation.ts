import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareMethod, Declarations, onceFor, t } from '@academie/platform';

import type { Actor, Role } from './actor';

/** What stands together on the page of administration, in the order in which it stands there. */
export const ADMIN_GROUPS = ['programme', 'results', 'people', 'connections', 'academie'] as const;
export type AdminGroup = (typeof ADMIN_GROUPS)[number];

/** An entry of the main menu, of the page of administration, or behind the name of who is signed in. */
export type NavigationEntry = Entry &
  (
    | { section?: 'main' | 'account' }
    // With a sentence beside it, below the heading of its group.
    | { section: 'admin'; group: AdminGroup }
  );

interface Entry {
  href: string;
  /** Key of the texts: `<key>.label`, and `<key>.description` for the page of administration. */
  text: string;
  /** Who sees it; leave out for everybody, signed in or not. */
  roles?: readonly Role[];
  /** Only who is not signed in sees it. */
  visitorsOnly?: boolean;
  /** Lower comes first. */
  position: number;
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

/** One line of the page of administration. */
export interface AdminEntry {
  href: string;
  label: string;
  description: string;
}

type Menu = readonly { href: string; label: string; current: boolean }[];

type Labelled = NavigationEntry & { label: string; description: string };

interface MenusOfReader {
  entries: readonly Labelled[];
  /** By the addresses of the entries that are marked. */
  at: Map<string, Menu>;
}

/** The main menu and the page of administration. */
@Injectable()
export class Navigation implements OnModuleInit {
  private entries: Labelled[] = [];
  /** What a reader sees, and their menus so far: the frame around a page is kept by these. */
  private readonly menusOf = onceFor((actor: Actor) => this.menusFor(actor));
  private menusOfStrangers: MenusOfReader = { entries: [], at: new Map() };

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
    this.menusOfStrangers = this.menusFor(undefined);
  }

  /** What this person sees, with the entry of the current page marked; the same object for the same menu. */
  for(actor: Actor | undefined, path: string): Menu {
    const { entries, at } = actor ? this.menusOf(actor) : this.menusOfStrangers;
    const isCurrent = ({ href }: Entry): boolean =>
      path === href || (href !== '/' && path.startsWith(`${href}/`));
    const here = entries
      .filter(isCurrent)
      .map(({ href }) => href)
      .join();
    const known = at.get(here);
    if (known) return known;
    const menu = entries.map((entry) => ({
      href: entry.href,
      label: entry.label,
      current: isCurrent(entry),
    }));
    at.set(here, menu);
    return menu;
  }

  /** What this person finds on the page of administration; groups of which nothing is theirs are left out. */
  admin(actor: Actor): { group: AdminGroup; entries: AdminEntry[] }[] {
    const entries = this.visible(actor, 'admin');
    return ADMIN_GROUPS.map((group) => ({
      group,
      entries: entries
        .filter((entry) => entry.section === 'admin' && entry.group === group)
        .map(({ href, label, description }) => ({ href, label, description })),
    })).filter((group) => group.entries.length > 0);
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

  private menusFor(actor: Actor | undefined): MenusOfReader {
    return { entries: this.visible(actor, 'main'), at: new Map() };
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
