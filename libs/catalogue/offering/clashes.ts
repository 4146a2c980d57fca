import { Injectable } from '@nestjs/common';

import { Clock, Database } from '@academie/platform';

/** The parts of a plan that may be somewhere else at the same time. */
export interface PlannedTimes {
  sessions: readonly {
    startsAt: Date;
    endsAt: Date;
    locationId: string | null;
    roomId: string | null;
  }[];
  trainerIds: readonly string[];
}

/** Two things at the same time. A warning, never a refusal: a room has two halves, a trainer a colleague. */
export interface Clash {
  /** Two sessions of the plan itself; a trainer, or a place, that is taken by another offering; a trainer who cannot. */
  kind: 'own' | 'trainer' | 'place' | 'absent';
  /** The trainer or the place; null for two sessions of the plan. */
  name: string | null;
  /** Title of the other course; null when it is not published, or its offering confidential. */
  courseTitle: string | null;
  /** The session of the plan. */
  startsAt: Date;
  /** When the other one is, or from when until when the trainer cannot. */
  otherStartsAt: Date;
  otherEndsAt: Date;
}

/** Finds what a plan falls together with. */
@Injectable()
export class Clashes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * What is not over yet and clashes, in the order of the sessions. `offeringId` is the offering that the plan is
   * of. What was clashing in `before`, the plan as it was, has been asked before and is left out.
   */
  async of(
    plan: PlannedTimes,
    offeringId: string | undefined,
    before: PlannedTimes = { sessions: [], trainerIds: [] },
  ): Promise<Clash[]> {
    const [now, then] = await Promise.all([
      this.all(plan, offeringId),
      this.all(before, offeringId),
    ]);
    const known = new Set(then.map(keyOf));
    return now.filter((clash) => !known.has(keyOf(clash)));
  }

  private async all(plan: PlannedTimes, offeringId: string | undefined): Promise<Clash[]> {
    const now = this.clock.now();
    const sessions = plan.sessions.filter(({ endsAt }) => endsAt > now);
    if (sessions.length === 0) return [];
    const elsewhere = await this.database.rows<Clash>(
      `WITH mine AS (
         SELECT * FROM unnest($1::timestamptz[], $2::timestamptz[], $3::uuid[], $6::uuid[])
           AS m (starts_at, ends_at, location_id, room_id)
       ), together AS (
         SELECT s.id AS session_id, m.starts_at, m.location_id, m.room_id, s.starts_at AS other_starts_at, s.ends_at AS other_ends_at,
                p.id AS other_location_id, p.room_id AS other_room_id, o.id AS offering_id,
                CASE WHEN c.status = 'published' AND NOT o.confidential THEN c.title END AS title
           FROM mine m JOIN catalogue.planned_session s ON s.starts_at < m.ends_at AND s.ends_at > m.starts_at
           JOIN catalogue.offering o ON o.id = s.offering_id AND o.status NOT IN ('cancelled', 'inactive')
           JOIN catalogue.course c ON c.id = o.course_id
           LEFT JOIN catalogue.session_place p ON p.session_id = s.id
          WHERE o.id IS DISTINCT FROM $4::uuid
       )
       SELECT kind, name, title AS "courseTitle", starts_at AS "startsAt", other_starts_at AS "otherStartsAt",
              other_ends_at AS "otherEndsAt"
         FROM (SELECT 'trainer' AS kind, p.name, t.* FROM together t
                 JOIN catalogue.session_giver ot ON ot.session_id = t.session_id AND ot.person_id = ANY ($5)
                 JOIN people.person_name p ON p.id = ot.person_id
               UNION ALL
               SELECT 'place', l.name || coalesce(', ' || r.name, ''), t.* FROM together t
                 JOIN catalogue.location l ON l.id = t.location_id AND l.id = t.other_location_id
                 LEFT JOIN catalogue.room r ON r.id = t.room_id
                -- Two rooms of one location may be used at once.
                WHERE t.room_id = t.other_room_id OR t.room_id IS NULL OR t.other_room_id IS NULL) found
       UNION ALL
       SELECT 'absent', p.name, NULL, m.starts_at, d.starts_at, d.ends_at
         FROM mine m CROSS JOIN catalogue.trainer_absence a
         CROSS JOIN LATERAL (
           SELECT a.first_day::timestamp AT TIME ZONE 'Europe/Amsterdam' AS starts_at,
                  (a.last_day + 1)::timestamp AT TIME ZONE 'Europe/Amsterdam' AS ends_at) d
         JOIN people.person_name p ON p.id = a.person_id
        WHERE a.person_id = ANY ($5) AND d.starts_at < m.ends_at AND d.ends_at > m.starts_at
        ORDER BY 4, 5, 1 DESC, 2 LIMIT 50`,
      [
        sessions.map(({ startsAt }) => startsAt),
        sessions.map(({ endsAt }) => endsAt),
        sessions.map(({ locationId }) => locationId),
        offeringId ?? null,
        plan.trainerIds,
        sessions.map(({ roomId }) => roomId),
      ],
    );
    return [...ownClashes(sessions), ...elsewhere];
  }
}

function ownClashes(sessions: PlannedTimes['sessions']): Clash[] {
  const ordered = [...sessions].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return ordered.flatMap((session, index) => {
    const next = ordered[index + 1];
    if (!next || next.startsAt >= session.endsAt) return [];
    const { startsAt } = session;
    const other = { otherStartsAt: next.startsAt, otherEndsAt: next.endsAt };
    return [{ kind: 'own' as const, name: null, courseTitle: null, startsAt, ...other }];
  });
}

const keyOf = ({ kind, name, startsAt, otherStartsAt }: Clash): string =>
  `${kind} ${name ?? ''} ${startsAt.getTime()} ${otherStartsAt.getTime()}`;
