import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database } from '@academie/platform';

import { leadsCourse } from '../course/theme-scope';

/** A session that somebody gave. */
export interface GivenSession {
  trainerId: string;
  trainer: string;
  courseTitle: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  /** In place of somebody else. */
  standsIn: boolean;
}

/** What one trainer gave in a period. */
export interface TrainerTotal {
  trainer: string;
  sessions: number;
  minutes: number;
}

/** Whose hours: one's own, or those of all courses that one manages. */
export type HoursOf = 'own' | 'managed';

/** More than a page shows; the export has them all. */
export const MOST_SHOWN = 200;
const MOST_EXPORTED = 20_000;

// $1 and $2 the period, $3 now, $4 whether only the own, $5 the actor, $6 the themes led, $7 an administrator.
const GIVEN = `catalogue.session_giver g
  JOIN catalogue.planned_session s ON s.id = g.session_id
  JOIN catalogue.offering o ON o.id = s.offering_id AND o.status IN ('published', 'confirmed', 'running', 'held')
  JOIN catalogue.course c ON c.id = o.course_id
  JOIN people.person_name p ON p.id = g.person_id
 WHERE s.starts_at >= $1 AND s.starts_at < $2 AND s.ends_at <= $3
   AND CASE WHEN $4 THEN g.person_id = $5 ELSE $7 OR ${leadsCourse('o.course_id', '$6')} END`;
const MINUTES = `(extract(epoch FROM s.ends_at - s.starts_at) / 60)::integer`;

/** Hours that trainers gave: of sessions that are over and were not called off. */
@Injectable()
export class HoursQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** The sessions, the last first; a page of them, or all to take out. */
  sessions(
    actor: Actor,
    of: HoursOf,
    period: { from: Date; until: Date },
    all: boolean,
  ): Promise<GivenSession[]> {
    return this.database.rows<GivenSession>(
      `SELECT g.person_id AS "trainerId", p.name AS trainer, c.title AS "courseTitle", s.title,
              s.starts_at AS "startsAt", s.ends_at AS "endsAt", ${MINUTES} AS minutes,
              g.stands_in_for IS NOT NULL AS "standsIn"
         FROM ${GIVEN} ORDER BY s.starts_at DESC, p.sort_name, s.id LIMIT $8`,
      [...this.params(actor, of, period), all ? MOST_EXPORTED : MOST_SHOWN],
    );
  }

  /** By trainer, the most hours first. */
  totals(actor: Actor, of: HoursOf, period: { from: Date; until: Date }): Promise<TrainerTotal[]> {
    return this.database.rows<TrainerTotal & Record<string, unknown>>(
      `SELECT p.name AS trainer, count(*)::int AS sessions, sum(${MINUTES})::int AS minutes
         FROM ${GIVEN} GROUP BY p.id, p.name ORDER BY minutes DESC, p.name LIMIT ${MOST_SHOWN}`,
      this.params(actor, of, period),
    );
  }

  private params(actor: Actor, of: HoursOf, { from, until }: { from: Date; until: Date }) {
    return [
      ...[from, until, this.clock.now(), of === 'own', actor.id],
      ...[actor.ledThemes, actor.isAdministrator],
    ];
  }
}
