import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, CONFIG, type Config, dayOf, Mail, rows, t } from '@academie/platform';

interface HeldFor {
  personId: string;
  name: string;
  email: string;
  organisation: string;
  courseTitle: string;
  courseSlug: string;
  offeringId: string;
  seats: number;
  releaseAt: Date;
  startsAt: Date | null;
  token: string;
}

/** Where the link of a block leads. */
export const claimPath = (token: string): string => `/plek/${token}`;

/** Tells who coordinates an organisation that seats are held for it, as far as that person may know of the offering. */
@Injectable()
export class BlockMails {
  constructor(
    private readonly mail: Mail,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Queues a mail to each of them, with the link for their colleagues. */
  async held(tx: EntityManager, blockId: string): Promise<void> {
    const found = await rows<HeldFor>(
      tx,
      `SELECT p.id AS "personId", p.name, a.address AS email,
              g.name AS organisation, c.title AS "courseTitle", c.slug AS "courseSlug",
              b.offering_id AS "offeringId", b.seats, b.release_at AS "releaseAt",
              o.starts_at AS "startsAt", b.token
         FROM enrolment.seat_block b
         JOIN people.known_organisation g ON g.id = b.organisation_id
         JOIN catalogue.offering o ON o.id = b.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
         JOIN people.role_held r ON r.role = 'coordinator' AND r.scope_id = g.id
         JOIN people.person_name p ON p.id = r.person_id AND p.status = 'active'
         JOIN people.primary_address a ON a.person_id = p.id
        WHERE b.id = $1 AND catalogue.sees(o.id, p.id, $2::date) ORDER BY p.id`,
      [blockId, dayOf(this.clock.now())],
    );
    for (const { email, personId, offeringId, token, ...context } of found)
      await this.mail.queue(tx, {
        dedupeKey: `${blockId}:seats-held:${personId}`,
        template: 'enrolment/seat-block/mails/seats-held',
        recipient: email,
        recipientPersonId: personId,
        aboutId: offeringId,
        subject: t('enrolment.seat-block.subject', { course: context.courseTitle }),
        context: { ...context, claimUrl: `${this.config.publicUrl}${claimPath(token)}` },
      });
  }
}
