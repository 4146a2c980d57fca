import { Injectable } from '@nestjs/common';

import { underLedTheme } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Database } from '@academie/platform';

import type { ActKind } from './act-kind';
import { ActKinds } from './act-kinds';

/**
 * What one person may do with acts. Administrators all; theme leads the kinds of their themes;
 * coordinators what names only their own organisations; auditors read.
 */
export class ActScope {
  constructor(
    readonly actor: Actor,
    private readonly kinds: readonly ActKind[],
    /** Kinds of the themes this person leads. */
    private readonly ledKinds: ReadonlySet<string>,
  ) {}

  /** The kinds of which the person may record an act, for some organisation at least. */
  get recordable(): ActKind[] {
    return this.kinds.filter((kind) => this.leads(kind) || this.recordsForOwn(kind));
  }

  /** The kinds of which the person may see an act. */
  get visible(): ActKind[] {
    return this.kinds.filter(
      (kind) => this.seesAll || this.leads(kind) || (kind.organisation && this.own.length > 0),
    );
  }

  /** The organisations the person may name in an act of this kind; undefined is every one. */
  organisationsFor(kind: ActKind): readonly string[] | undefined {
    return this.leads(kind) ? undefined : this.own;
  }

  /** Whether an act of this kind that names these organisations is this person's to record. */
  mayRecord(kind: ActKind, organisationIds: readonly string[]): boolean {
    if (this.leads(kind)) return true;
    return (
      this.recordsForOwn(kind) &&
      organisationIds.length > 0 &&
      organisationIds.every((id) => this.own.includes(id))
    );
  }

  /** Whether this person decides about all acts of the kind: theme leads of its themes and administrators. */
  decides(kind: ActKind): boolean {
    return this.leads(kind);
  }

  maySee(kind: string, organisationIds: readonly string[]): boolean {
    if (this.seesAll || this.ledKinds.has(kind)) return true;
    return organisationIds.some((id) => this.own.includes(id));
  }

  /** For SQL: all, or the kinds and organisations of which acts may be seen. */
  get filter(): { all: boolean; kinds: string[]; organisationIds: string[] } {
    return { all: this.seesAll, kinds: [...this.ledKinds], organisationIds: [...this.own] };
  }

  private get seesAll(): boolean {
    return this.actor.isAdministrator || this.actor.is('auditor');
  }

  private get own(): readonly string[] {
    return this.actor.coordinatedOrganisations;
  }

  private leads(kind: ActKind): boolean {
    return this.actor.isAdministrator || this.ledKinds.has(kind.kind);
  }

  private recordsForOwn(kind: ActKind): boolean {
    return this.own.length > 0 && kind.recorders === 'all' && kind.organisation !== undefined;
  }
}

@Injectable()
export class ActAccess {
  constructor(
    private readonly database: Database,
    private readonly kinds: ActKinds,
  ) {}

  /** What this person may do; the person who leads a theme leads the themes below it too. */
  async of(actor: Actor): Promise<ActScope> {
    const led = new Set(actor.ledThemes.length > 0 ? await this.ledSlugs(actor.ledThemes) : []);
    const ledKinds = this.kinds.all
      .filter(({ themes }) => themes.some((slug) => led.has(slug)))
      .map(({ kind }) => kind);
    return new ActScope(actor, this.kinds.all, new Set(ledKinds));
  }

  private async ledSlugs(themeIds: string[]): Promise<string[]> {
    const found = await this.database.rows<{ slug: string }>(
      `SELECT slug FROM catalogue.theme t WHERE ${underLedTheme('t', '$1')}`,
      [themeIds],
    );
    return found.map(({ slug }) => slug);
  }
}
