import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';

import { ActAccess, type ActScope } from '../kind/act-access';
import type { ActKind } from '../kind/act-kind';
import { ActKinds } from '../kind/act-kinds';
import { type KnownOrganisation, Organisations } from '../kind/organisation-lookup';

/** The kind of act that a delivery becomes. */
export const MENU_ITEM = 'menu_item';

/** What somebody may do with deliveries. */
export interface DeliveryRights {
  /** Decides on them, for every municipality: who leads a theme of the menukaart, and administrators. */
  isTeam: boolean;
  /** The municipalities for which the person may ask: all of them, or those the person coordinates. */
  municipalities: KnownOrganisation[];
  /** What the person may do with acts. */
  scope: ActScope;
}

/** Who asks for deliveries, and who decides on them. */
@Injectable()
export class DeliveryAccess {
  constructor(
    private readonly access: ActAccess,
    private readonly kinds: ActKinds,
    private readonly organisations: Organisations,
  ) {}

  /** The kind with its subjects. */
  get kind(): ActKind {
    const kind = this.kinds.get(MENU_ITEM);
    if (!kind) throw new Error(`there is no kind of act ${MENU_ITEM}`);
    return kind;
  }

  async of(actor: Actor): Promise<DeliveryRights> {
    const [scope, organisations] = await Promise.all([
      this.access.of(actor),
      this.organisations.all(),
    ]);
    const own = scope.organisationsFor(this.kind);
    const municipalities = [...organisations.values()].filter(
      ({ id, kind, validTo }) =>
        kind === 'municipality' && validTo === null && (own === undefined || own.includes(id)),
    );
    return { isTeam: own === undefined, municipalities, scope };
  }
}
