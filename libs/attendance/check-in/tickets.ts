import { Injectable } from '@nestjs/common';

import { type EnrolmentLink, LinksOnEnrolments } from '@academie/enrolment';
import type { Actor } from '@academie/people';
import { Clock, Database, t } from '@academie/platform';

/** Puts a ticket beside each enrolment that has one, in Mijn academie. */
@Injectable()
export class Tickets {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @LinksOnEnrolments()
  async of(actor: Actor, enrolmentIds: readonly string[]): Promise<Map<string, EnrolmentLink>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT e.id FROM enrolment.enrolment e JOIN catalogue.offering o ON o.id = e.offering_id
        WHERE e.id = ANY ($1) AND e.person_id = $2 AND e.state = 'enrolled'
          AND 'ticket' = ANY (o.check_in) AND o.status <> 'cancelled'
          AND (o.ends_at IS NULL OR o.ends_at > $3)`,
      [enrolmentIds, actor.id, this.clock.now()],
    );
    return new Map(
      found.map(({ id }) => [
        id,
        { label: t('attendance.check-in.ticket'), href: `/mijn/toegangskaart/${id}` },
      ]),
    );
  }
}
