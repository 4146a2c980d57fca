import { Injectable } from '@nestjs/common';

import { type Actor, NotAllowed } from '@academie/people';
import { Clock, Database, dayOf, keyOf, type Page, pageOf, WITHDRAWN } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';
import { ParticipantsQueries } from '../participants/participants.queries';

/** A message about an offering that went out, or waits. */
export interface LoggedMessage {
  id: string;
  /** Of the person it is to. */
  name: string;
  subject: string;
  template: string;
  createdAt: Date;
  sentAt: Date | null;
  failedAt: Date | null;
  /** It was no longer true when it could go. */
  withdrawn: boolean;
}

/**
 * What was sent to whom about an offering. Its organiser and trainers see everybody; a coordinator the
 * people of the own organisation (invariant 13).
 */
@Injectable()
export class MessageLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly participants: ParticipantsQueries,
  ) {}

  /** Newest first. @throws NotFound, NotAllowed for who sees no names here */
  async list(
    actor: Actor,
    offeringId: string,
    filter: { after?: string | undefined; limit: number },
  ): Promise<Page<LoggedMessage>> {
    const { reach } = await this.participants.head(actor, offeringId);
    const seesAll = reach.organises || reach.trains;
    if (!seesAll && actor.coordinatedOrganisations.length === 0) throw new NotAllowed();
    const key = keyOf(filter.after, 2);
    const found = await this.database.rows<LoggedMessage & { key: string }>(
      `SELECT o.id, p.name, o.subject, o.template,
              o.created_at AS "createdAt", o.sent_at AS "sentAt", o.failed_at AS "failedAt",
              o.last_error IS NOT DISTINCT FROM '${WITHDRAWN}' AS withdrawn, o.created_at::text AS key
         FROM platform.outgoing_mail o JOIN people.person_name p ON p.id = o.recipient_person_id
        WHERE o.about_id = $2 AND ($3::uuid[] IS NULL OR EXISTS (
                SELECT 1 FROM people.job m
                 WHERE m.person_id = p.id AND m.organisation_id = ANY ($3) AND ${WORKS_THERE}))
          AND ($4::timestamptz IS NULL OR (o.created_at, o.id) < ($4, $5::uuid))
        ORDER BY o.created_at DESC, o.id DESC LIMIT $6`,
      [
        dayOf(this.clock.now()),
        offeringId,
        seesAll ? null : actor.coordinatedOrganisations,
        key?.[0] ?? null,
        key?.[1] ?? null,
        filter.limit + 1,
      ],
    );
    return pageOf(
      found,
      filter.limit,
      (row) => [row.key, row.id],
      (row) => row,
    );
  }
}
