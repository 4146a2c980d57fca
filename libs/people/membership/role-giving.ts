import { Injectable } from '@nestjs/common';

import { mediumDate, momentOn, t, trimmedText } from '@academie/platform';

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

  /**
   * Returns what was done, as a sentence for who gave it.
   * @throws PersonNotFound, ScopeRequired, EndsInThePast, DayOutOfReach
   */
  async give(actor: Actor, personId: string, asked: GrantForm): Promise<string> {
    const { role } = asked;
    const [scopeId, from, endsOn] = [asked.scopeId, asked.from, asked.endsOn].map((text) =>
      trimmedText(text),
    );
    const until = endsOn
      ? t('people.roles.until', { day: mediumDate(momentOn(endsOn, '12:00')) })
      : '';
    if (!this.planned.isLater(from)) {
      await this.roles.grant(actor, personId, role, scopeId, endsOn);
      return t('people.roles.granted', { until });
    }
    await this.planned.planRole(actor, personId, { role, scopeId, startsOn: from, endsOn });
    return t('people.roles.planned', { day: mediumDate(momentOn(from, '12:00')), until });
  }
}
