import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

import { ActAccess, type ActScope } from '../kind/act-access';
import type { ActKind } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { type KnownOrganisation, Organisations } from '../kind/organisation-lookup';

/** The kind of act that reading on behalf of an organisation becomes. */
export const READING = 'acknowledged_reading';

/** What somebody may say of readings. */
export interface ReadingRights {
  /** Leads a theme of that kind of act: may say what counts, and take back anything. */
  isTeam: boolean;
  /** Those for whom the person may say so, as who may record such an act by hand. */
  speaksFor: KnownOrganisation[];
  /** All that there are now. */
  all: KnownOrganisation[];
  scope: ActScope;
}

/** Who says that something was read, and for whom: whoever may record such an act by hand. */
@Injectable()
export class AcknowledgementAccess {
  constructor(
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly organisations: Organisations,
  ) {}

  /** The kind with its subjects, as which material can count. */
  get kind(): ActKind {
    const kind = this.kinds.get(READING);
    if (!kind) throw new Error(`there is no kind of act ${READING}`);
    return kind;
  }

  async of(actor: Actor): Promise<ReadingRights> {
    const [scope, organisations] = await Promise.all([
      this.access.of(actor),
      this.organisations.all(),
    ]);
    const all = [...organisations.values()].filter(
      ({ kind, validTo }) => kind === this.kind.organisation?.type && validTo === null,
    );
    const own = scope.organisationsFor(this.kind);
    return {
      isTeam: own === undefined,
      speaksFor: all.filter(({ id }) => scope.mayRecord(this.kind, [id])),
      all,
      scope,
    };
  }
}
