import { Injectable } from '@nestjs/common';

import { laterDay } from '@academie/platform';

import type { Actor } from '../access/actor';
import { MembershipService } from './membership.service';
import { PlannedChanges } from './planned-changes';

/** Changes of a job as they are asked for: today, or planned for a later day. */
@Injectable()
export class WorkChanges {
  constructor(
    private readonly memberships: MembershipService,
    private readonly planned: PlannedChanges,
  ) {}

  /** @throws NotFound, FunctionUnknown, DayOutOfReach */
  setFunctions(
    actor: Actor,
    id: string,
    functions: readonly string[],
    from: string | undefined,
  ): Promise<void> {
    return this.planned.isLater(from)
      ? this.planned.planWork(actor, id, { kind: 'functions', functions, onDay: from })
      : this.memberships.setFunctions(actor, id, functions);
  }

  /** @throws NotFound, FunctionUnknown, WorksThere, DayOutOfReach */
  move(
    actor: Actor,
    id: string,
    to: { organisationId: string; functions: readonly string[] },
    from: string | undefined,
  ): Promise<void> {
    if (!this.planned.isLater(from)) return this.memberships.move(actor, id, to);
    const { organisationId: toOrganisationId, functions } = to;
    return this.planned.planWork(actor, id, {
      ...{ kind: 'move', toOrganisationId, functions, onDay: from },
    });
  }

  /** Who works there until and with a day is gone on the next one. @throws NotFound, DayOutOfReach */
  end(actor: Actor, id: string, lastDay: string | undefined): Promise<void> {
    const onDay = lastDay ? laterDay(lastDay, 1) : undefined;
    return this.planned.isLater(onDay)
      ? this.planned.planWork(actor, id, { kind: 'end', onDay })
      : this.memberships.end(actor, id);
  }
}
