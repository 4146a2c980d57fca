import { Injectable } from '@nestjs/common';

import { addDays, Clock, Database, dayOf } from '@academie/platform';

import { WORKS_THERE } from '../place/enrolment-access';
import { RequestsQueries } from '../request/requests.queries';

/** Something of one of an organisation's people that its coordinator looks after. */
export interface ColleaguePlace {
  personId: string;
  name: string;
  courseTitle: string;
  courseSlug: string;
  /** Until when a seat is kept, or when it was that somebody did not come. */
  at: Date;
}

/** What waits for the coordinator of an organisation, or went wrong there lately. */
export interface OrganisationWork {
  /** Requests for a place that the coordinator decides on, and when the first lapses. */
  requests: { count: number; decideBy: Date | null };
  /** Seats that are kept for people until they answer, the first to lapse first; at most 50. */
  offers: ColleaguePlace[];
  /** Who did not come in the last months without a word, the last first; at most 50. */
  noShows: ColleaguePlace[];
}

const NO_SHOW_DAYS = 90;
const MOST = 50;

// Invariant 13: only of who works there today, for what that person took part in for this organisation.
const PLACES = `
  SELECT p.id AS "personId", p.name, c.course_title AS "courseTitle", c.course_slug AS "courseSlug"`;
const OF_OURS = `
    FROM enrolment.enrolment e
    JOIN catalogue.course_of_offering c ON c.offering_id = e.offering_id
    JOIN people.person_name p ON p.id = e.person_id
    LEFT JOIN LATERAL (SELECT max(s.ends_at) AS at FROM catalogue.planned_session s
                        WHERE s.offering_id = e.offering_id) held ON true
   WHERE e.organisation_id = $2 AND NOT catalogue.hides(e.offering_id, c.course_id, $3, $1::date)
     AND EXISTS (SELECT FROM people.job m WHERE m.person_id = e.person_id AND m.organisation_id = $2
                  AND ${WORKS_THERE})`;

/** What one organisation is asked, and what its people did not answer or come to. */
@Injectable()
export class OrganisationWorkQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly requests: RequestsQueries,
  ) {}

  /** As far as the reader may know of it. The caller sees to it that the reader coordinates the organisation. */
  async of(organisationId: string, readerId: string): Promise<OrganisationWork> {
    const now = this.clock.now();
    const asked = [dayOf(now), organisationId, readerId];
    const [requests, offers, noShows] = await Promise.all([
      this.requests.waitingFor(organisationId, readerId),
      this.database.rows<ColleaguePlace>(
        `${PLACES}, e.offered_until AS at ${OF_OURS} AND e.state = 'offered' AND e.offered_until > $4
          ORDER BY e.offered_until, e.id LIMIT ${MOST}`,
        [...asked, now],
      ),
      this.database.rows<ColleaguePlace>(
        `${PLACES}, held.at ${OF_OURS} AND e.state = 'finished' AND e.outcome = 'no_show'
            AND held.at > $4 ORDER BY held.at DESC, e.id LIMIT ${MOST}`,
        [...asked, addDays(now, -NO_SHOW_DAYS)],
      ),
    ]);
    return { requests, offers, noShows };
  }
}
