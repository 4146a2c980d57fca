import { Injectable } from '@nestjs/common';

import { trimmedText } from '@academie/platform';

import type { Actor } from '../access/actor';
import { RoleService } from '../access/role.service';
import type { GrantForm } from '../person/people.dto';
import { PlannedChanges } from './planned-changes';

/** Gives a role as a form asks it: today, or from a later day on. */
@Injectable()
export class RoleGiving {
  constructor(
    private readonly roles: RoleService,
    private readonly planned: PlannedChanges,
  ) {}

  /** @throws PersonNotFound, ScopeRequired, EndsInThePast, DayOutOfReach */
  async give(actor: Actor, personId: string, asked: GrantForm): Promise<void> {
    const { role } = asked;
    const [scopeId, from, endsOn] = [asked.scopeId, asked.from, asked.endsOn].map((text) =>
      trimmedText(text),
    );
    if (!this.planned.isLater(from))
      return this.roles.grant(actor, personId, role, scopeId, endsOn);
    return this.planned.planRole(actor, personId, { role, scopeId, startsOn: from, endsOn });
  }
}
