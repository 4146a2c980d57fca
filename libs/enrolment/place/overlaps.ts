import { Injectable } from '@nestjs/common';

import { dateRangeText, seesOffering } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, t } from '@academie/platform';

/** Something else that the person goes to at the same time. */
export interface Overlap {
  /** The offering looked at. */
  offeringId: string;
  /** Whose. */
  personId: string;
  /** What it falls together with, and the enrolment in that. */
  otherId: string;
  enrolmentId: string;
  courseTitle: string;
  /** When the other session starts and ends. */
  startsAt: Date;
  endsAt: Date;
}

/** Sessions of a person that fall together. A warning, never a refusal: somebody may leave early. */
@Injectable()
export class Overlaps {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What of this person falls together with these offerings; the first clash of each pair. What is
   * confidential is left out for a reader who may not know of it.
   */
  of(reader: Actor, personId: string, offeringIds: readonly string[]): Promise<Overlap[]> {
    return this.between(reader, [personId], offeringIds);
  }

  /** What of these people falls together with one offering; the first clash of each with each. */
  ofPeople(reader: Actor, personIds: readonly string[], offeringId: string): Promise<Overlap[]> {
    return this.between(reader, personIds, [offeringId]);
  }

  private between(
    reader: Actor,
    personIds: readonly string[],
    offeringIds: readonly string[],
  ): Promise<Overlap[]> {
    return this.database.rows<Overlap>(
      `SELECT DISTINCT ON (s.offering_id, t.offering_id, e.person_id) s.offering_id AS "offeringId",
              e.person_id AS "personId", t.offering_id AS "otherId", e.id AS "enrolmentId",
              c.title AS "courseTitle", t.starts_at AS "startsAt", t.ends_at AS "endsAt"
         FROM catalogue.planned_session s
         JOIN enrolment.enrolment e ON e.person_id = ANY ($1) AND e.offering_id <> s.offering_id
          AND e.state IN ('requested', 'waitlisted', 'offered', 'enrolled')
         JOIN catalogue.planned_session t ON t.offering_id = e.offering_id
          AND t.starts_at < s.ends_at AND t.ends_at > s.starts_at
         JOIN catalogue.offering o ON o.id = t.offering_id
         JOIN catalogue.course c ON c.id = o.course_id
        WHERE s.offering_id = ANY ($2) AND s.ends_at > $3
          AND (e.person_id = $4 OR ${seesOffering('o', '$4', '$5')})
        ORDER BY s.offering_id, t.offering_id, e.person_id, t.starts_at`,
      [personIds, offeringIds, this.clock.now(), reader.id, dayOf(this.clock.now())],
    );
  }
}

/** "Valt samen met Bibob, dinsdag 10 maart 2026, 09.30–11.30 uur." */
export const overlapText = ({
  courseTitle,
  startsAt,
  endsAt,
}: Pick<Overlap, 'courseTitle' | 'startsAt' | 'endsAt'>): string =>
  t('enrolment.overlap.long', { course: courseTitle, when: dateRangeText(startsAt, endsAt) });
