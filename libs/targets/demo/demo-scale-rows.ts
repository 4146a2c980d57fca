/** People in one offering, sessions of it, and the marks of all of them in each. */
export const PEOPLE = 25;
export const SESSIONS = 4;
export const MARKS = 2;
export const MARKS_PER_OFFERING = PEOPLE * SESSIONS * MARKS;

/** What the rows of a part are made of. */
export interface ScaleFrame {
  /** People and trainers there are, numbered from 0. */
  people: number;
  trainers: number;
  /** Courses that are given in turn. */
  courses: readonly string[];
  /** Organisations where people work, and what they work as. */
  organisations: readonly string[];
  functions: readonly string[];
  /** First day something begins, `yyyy-mm-dd`, and over how many days beginnings are spread. */
  firstDay: string;
  days: number;
}

/** From when on people work at their organisation; all municipalities of today exist then. */
const LONG_AGO = '2022-01-01';

const KINDS = {
  person: '01',
  offering: '02',
  session: '03',
  trainer: '05',
  enrolment: '06',
  membership: '07',
  mark: '08',
  completion: '09',
} as const;
type Kind = keyof typeof KINDS;

/**
 * SQL of the id of row number `n`: numbers in order are ids in order, so that indexes grow at one end and
 * a run that was broken off sees by the ids what is not there yet.
 */
export const scaleId = (kind: Kind, n: string): string =>
  `('${prefixOf(kind)}' || lpad(to_hex(${n}), 12, '0'))::uuid`;

/** SQL: the ids of a kind. */
export const isScale = (column: string, kind: Kind): string =>
  `${column} BETWEEN '${prefixOf(kind)}${'0'.repeat(12)}' AND '${prefixOf(kind)}${'f'.repeat(12)}'`;

/** SQL: the number in an id. */
export const scaleNumberOf = (column: string): string =>
  `('x' || right(${column}::text, 12))::bit(48)::bigint::int`;

const prefixOf = (kind: Kind): string => `5ca1e0${KINDS[kind]}-0000-7000-8000-`;

const list = (values: readonly string[], type: 'uuid' | 'text'): string =>
  `ARRAY[${values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', ')}]::${type}[]`;
const oneOf = (values: readonly string[], type: 'uuid' | 'text', n: string): string =>
  `(${list(values, type)})[1 + (${n}) % ${values.length}]`;

/** Statements that add the people from `from` until `to`: where they work, and as what. */
export function peopleStatements(from: number, to: number, frame: ScaleFrame): string[] {
  const series = `generate_series(${from}::bigint, ${to - 1}) AS n`;
  const created = `timestamptz '${LONG_AGO} 09:00+01'`;
  return [
    `INSERT INTO people.person (id, given_name, family_name, created_at)
     SELECT ${scaleId('person', 'n')}, 'Schaal', 'Voorbeeld ' || n, ${created} FROM ${series}`,
    `INSERT INTO people.email_address (address, person_id, is_primary, verified_at)
     SELECT 'schaal-' || n || '@${DOMAIN}', ${scaleId('person', 'n')}, true, ${created} FROM ${series}`,
    `INSERT INTO people.membership (id, person_id, organisation_id, valid_from)
     SELECT ${scaleId('membership', 'n')}, ${scaleId('person', 'n')},
       ${oneOf(frame.organisations, 'uuid', 'n * 7919 + n / 25')}, '${LONG_AGO}' FROM ${series}`,
    `INSERT INTO people.membership_function (membership_id, function_code)
     SELECT ${scaleId('membership', 'n')}, ${oneOf(frame.functions, 'text', 'n * 31 + n / 7')}
       FROM ${series}`,
  ];
}

const DOMAIN = 'academie.example';

/** Statements that add the trainers from `from` until `to`. */
export function trainerStatements(from: number, to: number): string[] {
  const series = `generate_series(${from}::bigint, ${to - 1}) AS n`;
  const at = `timestamptz '${LONG_AGO} 09:00+01'`;
  return [
    `INSERT INTO people.person (id, given_name, family_name, created_at)
     SELECT ${scaleId('trainer', 'n')}, 'Trainer', 'Voorbeeld ' || n, ${at} FROM ${series}`,
    `INSERT INTO people.role_grant (person_id, role, scope_kind, granted_at)
     SELECT ${scaleId('trainer', 'n')}, 'trainer', 'platform', ${at} FROM ${series}`,
  ];
}

/**
 * Statements that add the offerings from `from` until `to`, all held: sessions, registers, who took part,
 * two marks for each person in each session, completions, and the lines in the journal that the evidence
 * refers to. What triggers would keep is set here, since they are off: counts of seats, the authority of
 * a mark. Outcomes are those of `outcomeOf` in the lib of attendance.
 */
export function offeringStatements(from: number, to: number, frame: ScaleFrame): string[] {
  const series = `generate_series(${from}::bigint, ${to - 1}) AS n`;
  const startOf = (j: string): string =>
    `(('${frame.firstDay}'::date + (n * 137 % ${frame.days})::int + 7 * ${j})::timestamp + time '09:30'
       + (n % 8) * interval '30 minutes') AT TIME ZONE 'Europe/Amsterdam'`;
  const endOf = (j: string): string => `${startOf(j)} + interval '2 hours'`;
  const closedAt = (j: string): string => `${startOf(j)} + interval '3 hours'`;
  const last = String(SESSIONS - 1);
  const offering = scaleId('offering', 'n');
  const trainer = scaleId('trainer', `n % ${frame.trainers}`);
  const session = scaleId('session', `n * ${SESSIONS} + j`);
  const enrolment = scaleId('enrolment', `n * ${PEOPLE} + i`);
  // The people in an offering are all different, and differ from one offering to the next.
  const person = `(n + i * ${Math.floor(frame.people / PEOPLE)}) % ${frame.people}`;
  const sessions = `generate_series(0, ${last}) AS j`;
  const participants = `generate_series(0, ${PEOPLE - 1}) AS i`;
  // The outcome for a person: present each time, absent once, absent each time, or excused.
  const fate = '(n * 31 + i * 17) % 100';
  const wasThere = `(${fate} < 56 OR ${fate} < 90 AND j <> ${fate} % ${SESSIONS})`;
  const completed = `(${fate} < 56 OR ${fate} < 90 AND c.min_attendance_percent <= 75)`;
  const source = `CASE WHEN k = 0 AND ${wasThere} THEN (ARRAY['self_qr', 'scan', 'trainer'])[1 + i % 3]
      ELSE 'trainer' END`;
  return [
    `INSERT INTO catalogue.offering (id, course_id, status, mode, capacity, enrol_opens_at, enrol_closes_at,
       starts_at, ends_at, created_at, seats_taken, has_prerequisites)
     SELECT ${offering}, c.id, 'held', c.mode, ${PEOPLE}, ${startOf('0')} - interval '60 days',
       ${startOf('0')} - interval '1 day', ${startOf('0')}, ${endOf(last)},
       ${startOf('0')} - interval '61 days', ${PEOPLE},
       EXISTS (SELECT FROM catalogue.prerequisite p WHERE p.course_id = c.id)
     FROM ${series} JOIN catalogue.course c ON c.id = ${oneOf(frame.courses, 'uuid', 'n')} ORDER BY n`,
    `INSERT INTO catalogue.offering_trainer (offering_id, person_id)
     SELECT ${offering}, ${trainer} FROM ${series}`,
    `INSERT INTO catalogue.session (id, offering_id, starts_at, ends_at)
     SELECT ${session}, ${offering}, ${startOf('j')}, ${endOf('j')} FROM ${series}, ${sessions}`,
    `INSERT INTO attendance.register (session_id, state, closed_at, closed_by)
     SELECT ${session}, 'closed', ${closedAt('j')}, ${trainer} FROM ${series}, ${sessions}`,
    `INSERT INTO enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source, queued_at,
       outcome, changed_at)
     SELECT ${enrolment}, ${offering}, m.person_id, m.organisation_id, 'finished', 'self',
       ${startOf('0')} - interval '30 days' + i * interval '1 hour',
       CASE WHEN ${completed} THEN 'completed' WHEN ${fate} < 90 THEN 'not_completed'
         WHEN ${fate} < 96 THEN 'no_show' ELSE 'excused' END, ${closedAt(last)}
     FROM ${series} JOIN catalogue.course c ON c.id = ${oneOf(frame.courses, 'uuid', 'n')}
       CROSS JOIN ${participants} JOIN people.membership m ON m.id = ${scaleId('membership', person)}
     ORDER BY n, i`,
    `INSERT INTO attendance.mark (client_id, session_id, enrolment_id, value, source, authority, occurred_at,
       recorded_at, recorded_by)
     SELECT ${scaleId('mark', `((n * ${SESSIONS} + j) * ${PEOPLE} + i) * ${MARKS} + k`)}, ${session}, ${enrolment},
       CASE WHEN ${wasThere} THEN 'present' WHEN k = 0 THEN 'unknown' WHEN ${fate} < 96 THEN 'absent'
         ELSE 'excused' END,
       x.source, CASE x.source WHEN 'trainer' THEN 1 ELSE 0 END,
       x.at, x.at + interval '1 minute',
       CASE x.source WHEN 'self_qr' THEN ${scaleId('person', person)} ELSE ${trainer} END
     FROM ${series}, ${sessions}, ${participants}, generate_series(0, ${MARKS - 1}) AS k,
       LATERAL (SELECT ${source} AS source, ${startOf('j')} + k * interval '15 minutes' + i * interval '1 second'
         AS at) AS x`,
    `INSERT INTO attendance.completion (id, enrolment_id, person_id, course_id, organisation_id, completed_at,
       recorded_at)
     SELECT ${scaleId('completion', `n * ${PEOPLE} + i`)}, e.id, e.person_id, o.course_id, e.organisation_id,
       o.ends_at, ${closedAt(last)}
     FROM ${series} CROSS JOIN ${participants} JOIN enrolment.enrolment e ON e.id = ${enrolment}
       JOIN catalogue.offering o ON o.id = e.offering_id
     WHERE e.outcome = 'completed'`,
    `INSERT INTO platform.journal (recorded_at, action, subject_id, actor_id, data)
     SELECT ${startOf('0')} - interval '61 days', 'offering.published', ${offering}, NULL::uuid, '{}'::jsonb
       FROM ${series}
     UNION ALL
     SELECT ${closedAt('j')}, 'register.closed', ${session}, ${trainer},
       jsonb_build_object('offeringId', ${offering}) FROM ${series}, ${sessions}`,
  ];
}
