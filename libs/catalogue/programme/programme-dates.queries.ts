import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { seesOffering } from '../admission/sees';
import type { Mode } from '../course/course.entity';
import { type Approval, OPEN_STATUSES } from '../offering/offering.entity';
import type { Places } from '../offering/seats-left';

/** A date of a course that can still be chosen, now or later. */
export interface ProgrammeDate extends Places {
  id: string;
  courseId: string;
  mode: Mode;
  approval: Approval;
  endsAt: Date | null;
  place: string | null;
}

/** Of one course no more dates than this are told. */
const MOST = 12;

/** When the courses of a programme are given. */
@Injectable()
export class ProgrammeDatesQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What is still to begin of these courses and not hidden from the reader, the soonest first. */
  of(reader: Actor | undefined, courseIds: readonly string[]): Promise<ProgrammeDate[]> {
    if (courseIds.length === 0) return Promise.resolve([]);
    const now = this.clock.now();
    return this.database.rows<ProgrammeDate>(
      `SELECT o.* FROM unnest($3::uuid[]) AS asked(id)
        CROSS JOIN LATERAL (
          SELECT o.id, o.course_id AS "courseId", o.status, o.mode, o.approval, o.capacity,
                 o.seats_taken AS "seatsTaken", o.waiting_count AS "waitingCount",
                 o.enrol_opens_at AS "enrolOpensAt", o.enrol_closes_at AS "enrolClosesAt",
                 o.starts_at AS "startsAt", o.ends_at AS "endsAt",
                 (SELECT l.name || ', ' || m.short_name FROM catalogue.session s
                    JOIN catalogue.location l ON l.id = s.location_id
                    JOIN people.known_organisation m ON m.id = l.municipality_id
                   WHERE s.offering_id = o.id AND s.status = 'planned' ORDER BY s.starts_at LIMIT 1) AS place
            FROM catalogue.offering o
           WHERE o.course_id = asked.id AND o.status = ANY ($4) AND (o.starts_at IS NULL OR o.starts_at > $5)
             AND ${seesOffering('o', '$1', '$2')}
           ORDER BY o.starts_at NULLS FIRST, o.id LIMIT ${MOST}) o`,
      [reader?.id ?? null, dayOf(now), courseIds, OPEN_STATUSES, now],
    );
  }
}
