import { Injectable } from '@nestjs/common';

import { Clock, Database } from '@academie/platform';

import { MESSAGE_KINDS, topicOf } from './message-kinds';

/** One message that should have gone by now, to one person about one session. */
export interface DueMessage {
  enrolmentId: string;
  offeringId: string;
  courseId: string;
  /** Of the rule: a kind, or the id of an own one. */
  key: string;
  moment: 'before' | 'after';
  /** The session it speaks of; the last one afterwards. */
  sessionId: string;
  dedupeKey: string;
}

const SCHEDULED = MESSAGE_KINDS.filter(({ moment }) => moment !== 'transition');
/** At eight in the morning, Amsterdam time, also in the nights the clock changes. */
const AT_EIGHT = (moment: string, days: string): string =>
  `(((${moment} AT TIME ZONE 'Europe/Amsterdam')::date ${days} + time '08:00') AT TIME ZONE 'Europe/Amsterdam')`;

// The rules as they hold for each offering that matters, like MessageRules.of.
const RULES = `
  soon AS (
    SELECT o.id, o.course_id, o.status, o.ends_at FROM catalogue.offering o
     WHERE o.status IN ('published', 'confirmed', 'running', 'held')
       AND o.starts_at < $1::timestamptz + interval '91 days' AND o.ends_at > $1::timestamptz - interval '98 days'
  ), builtin AS (
    SELECT * FROM unnest($2::text[], $3::text[], $4::int[], $5::boolean[], $6::text[])
      AS b (kind, moment, days, enabled, topic)
  ), rule AS (
    SELECT o.id AS offering_id, b.kind AS key, b.moment, b.topic, coalesce(ro.days, rc.days, b.days) AS days
      FROM soon o CROSS JOIN builtin b
      LEFT JOIN enrolment.message_rule ro ON ro.offering_id = o.id AND ro.kind = b.kind
      LEFT JOIN enrolment.message_rule rc ON rc.course_id = o.course_id AND rc.kind = b.kind
     WHERE coalesce(ro.enabled, rc.enabled, b.enabled)
    UNION ALL
    SELECT o.id, r.id::text, substr(r.kind, 5), CASE r.kind WHEN 'own-before' THEN $7 ELSE $8 END, r.days
      FROM enrolment.message_rule r JOIN soon o ON o.id = r.offering_id OR o.course_id = r.course_id
     WHERE r.kind IN ('own-before', 'own-after') AND r.enabled
  )`;

// A person who got the seat after the message was due has just had the confirmation. A message that is a
// week late after the end is not sent: a rule that is switched on does not write to the past.
const DUE = `
  due AS (
    SELECT r.offering_id, r.key, r.moment, r.topic, s.id AS session_id,
           ':' || r.key || ':' || s.id || ':' || (s.starts_at AT TIME ZONE 'Europe/Amsterdam')::date AS suffix,
           ${AT_EIGHT('s.starts_at', '- r.days')} AS due_at
      FROM rule r JOIN soon o ON o.id = r.offering_id AND o.status <> 'held'
      JOIN catalogue.planned_session s ON s.offering_id = r.offering_id
     WHERE r.moment = 'before' AND s.starts_at > $1 AND ${AT_EIGHT('s.starts_at', '- r.days')} <= $1
    UNION ALL
    SELECT r.offering_id, r.key, r.moment, r.topic, s.id, ':' || r.key,
           greatest(o.ends_at, ${AT_EIGHT('o.ends_at', '+ r.days')})
      FROM rule r JOIN soon o ON o.id = r.offering_id
      JOIN LATERAL (SELECT id FROM catalogue.session
                     WHERE offering_id = o.id AND status = 'planned' ORDER BY ends_at DESC, id LIMIT 1) s ON true
     WHERE r.moment = 'after'
       AND greatest(o.ends_at, ${AT_EIGHT('o.ends_at', '+ r.days')})
           BETWEEN $1::timestamptz - interval '7 days' AND $1
  )`;

/** Finds what is due: reminders and messages afterwards, according to the rules of each offering. */
@Injectable()
export class MessageSchedule {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** At most `limit`, without those that went and those that are not wanted. */
  due(limit: number): Promise<DueMessage[]> {
    return this.database.rows<DueMessage>(
      `WITH ${RULES}, ${DUE}
       SELECT e.id AS "enrolmentId", e.offering_id AS "offeringId", o.course_id AS "courseId", d.key,
              d.moment, d.session_id AS "sessionId", e.id || d.suffix AS "dedupeKey"
         FROM due d
         JOIN soon o ON o.id = d.offering_id
         JOIN enrolment.enrolment e ON e.offering_id = d.offering_id
          AND CASE d.moment WHEN 'before' THEN e.state = 'enrolled' AND e.changed_at < d.due_at
              ELSE e.state = 'enrolled'
                OR (e.state = 'finished' AND e.outcome IN ('completed', 'not_completed')) END
         JOIN people.person_name p ON p.id = e.person_id AND p.status IN ('active', 'invited', 'guest')
         JOIN people.primary_address a ON a.person_id = p.id
         LEFT JOIN enrolment.message_preference f ON f.person_id = p.id
        WHERE NOT coalesce(d.topic = ANY (f.refused), false)
          AND NOT EXISTS (SELECT 1 FROM platform.outgoing_mail m WHERE m.dedupe_key = e.id || d.suffix)
        ORDER BY d.due_at, e.id LIMIT $9`,
      [
        this.clock.now(),
        SCHEDULED.map(({ kind }) => kind),
        SCHEDULED.map(({ moment }) => moment),
        SCHEDULED.map(({ days }) => days),
        SCHEDULED.map(({ enabled }) => enabled),
        SCHEDULED.map(({ topic }) => topic),
        topicOf('before'),
        topicOf('after'),
        limit,
      ],
    );
  }
}
