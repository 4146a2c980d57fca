import { Injectable } from '@nestjs/common';

import {
  Clock,
  Database,
  dayOf,
  DemoSeed,
  demoId,
  insertRows,
  laterDay,
  rows,
} from '@academie/platform';

/** A training that goes on while a visitor looks: an evening with residents is played in it. */
const COURSE = 'omgaan-met-maatschappelijke-onrust';
const TRAINER = demoId('person', 'trainer@academie.example');
const OBSERVER = demoId('person', 'coordinator@academie.example');

const STEPS = [
  {
    minute: 0,
    role: 'Gespreksleider',
    action: 'Opent de bewonersavond en vertelt wat het doel is.',
    expected: 'De spelregels zijn voor iedereen duidelijk.',
  },
  {
    minute: 10,
    role: 'Bewoner',
    action: 'Zegt dat de gemeente al besloten heeft en wil niet verder praten.',
    expected: 'De gespreksleider luistert, vat samen en belooft niets.',
  },
  {
    minute: 30,
    role: 'Wethouder',
    action: 'Komt te laat binnen en neemt het gesprek over.',
    expected: 'De rollen worden opnieuw verdeeld.',
  },
  {
    minute: 60,
    role: '',
    action: 'Nabespreken: ieder noemt een ding dat werkte.',
    expected: '',
  },
];

/** The script of one exercise of the demo, with what was seen so far and a lesson. */
@Injectable()
export class DemoExerciseSeed {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('attendance.demo-exercise')
  load(): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const loaded = await rows(tx, 'SELECT 1 FROM attendance.exercise_step LIMIT 1');
      if (loaded.length > 0) return false;
      const now = this.clock.now();
      const [session] = await rows<{ id: string; startsAt: Date }>(
        tx,
        `SELECT s.id, s.starts_at AS "startsAt" FROM catalogue.planned_session s
           JOIN catalogue.course_of_offering o
             ON o.offering_id = s.offering_id AND o.offering_status <> 'cancelled'
           JOIN catalogue.known_course k ON k.id = o.course_id
           JOIN catalogue.session_giver g ON g.session_id = s.id AND g.person_id = $3
          WHERE k.slug = $1 AND s.ends_at > $2 ORDER BY s.starts_at, s.id LIMIT 1`,
        [COURSE, now, TRAINER],
      );
      if (!session) return false;
      const steps = STEPS.map((step) => ({
        id: stepId(session.id, step.minute),
        session_id: session.id,
        ...step,
      }));
      await insertRows(tx, 'attendance.exercise_step', steps);
      const [observer] = await rows<{ id: string }>(
        tx,
        `INSERT INTO attendance.exercise_observer (session_id, person_id)
         SELECT $1, p.id FROM people.person_name p WHERE p.id = $2 RETURNING person_id AS id`,
        [session.id, OBSERVER],
      );
      await insertRows(
        tx,
        'attendance.exercise_observation',
        (observer && session.startsAt <= now ? [observer] : []).map(({ id }) => ({
          id: demoId('exercise observation', id),
          step_id: stepId(session.id, 0),
          author_id: id,
          rating: 'as_planned',
          body: 'Rustig begin, doel en spelregels waren duidelijk.',
          noted_at: now,
        })),
      );
      await insertRows(tx, 'attendance.exercise_lesson', [
        {
          id: demoId('exercise lesson', session.id),
          session_id: session.id,
          body: 'Vooraf afspreken wie het gesprek leidt als er een bestuurder bij komt.',
          owner_id: TRAINER,
          due_on: laterDay(dayOf(now), 30),
          written_at: now,
        },
      ]);
      return true;
    });
  }
}

const stepId = (sessionId: string, minute: number): string =>
  demoId('exercise step', `${sessionId}:${minute}`);
