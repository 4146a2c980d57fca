import { spawnSync } from 'node:child_process';

import { newId } from '@academie/platform';

/** What the rows of an import refer to. */
export interface Ids {
  person: string;
  course: string;
  organisation: string;
}

/** One table in the form that COPY reads. */
interface Copied {
  table: string;
  lines: string[];
}

/** Seconds that COPY takes for these, in one transaction, with all keys and checks of the tables. */
export function copy(databaseUrl: string, tables: Copied[]): number {
  const input = [
    'BEGIN;',
    ...tables.flatMap(({ table, lines }) => [`COPY ${table} FROM STDIN;`, ...lines, '\\.']),
    'COMMIT;\n',
  ].join('\n');
  const began = performance.now();
  const { status, stderr } = spawnSync('psql', [databaseUrl, '-q', '-v', 'ON_ERROR_STOP=1'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1_000_000_000,
  });
  if (status !== 0) throw new Error(`psql is needed as the yardstick: ${stderr}`);
  return (performance.now() - began) / 1000;
}

/** When all of it is written. */
export const NOW = '2026-03-03 09:00:00+01';

/** The completions of these enrolments. */
export const completionsOf = (ids: Ids, enrolments: { id: string; person: string }[]): Copied[] => [
  {
    table: `attendance.completion (id, enrolment_id, person_id, course_id, organisation_id, completed_at, recorded_at)`,
    lines: enrolments.map(({ id, person }) =>
      [newId(), id, person, ids.course, ids.organisation, NOW, NOW].join('\t'),
    ),
  },
];

/** What an import of people nobody knew writes, in all its tables. */
export function everythingOf(ids: Ids, rows: number): Copied[] {
  const run = newId().slice(-8);
  const offering = newId();
  const list = Array.from({ length: rows }, (_, nth) => ({
    nth: String(nth),
    ...{ person: newId(), enrolment: newId(), completion: newId() },
  }));
  const importId = newId();
  const table = (name: string, lines: string[]): Copied => ({ table: name, lines });
  const journal = (action: string, subject: string, data: object): string =>
    [NOW, action, subject, ids.person, JSON.stringify(data)].join('\t');
  return [
    table('catalogue.offering (id, course_id, status, mode, capacity, created_at)', [
      [offering, ids.course, 'inactive', 'self_paced', '100000', NOW].join('\t'),
    ]),
    table(
      'acts.import (id, kind, source, file_name, state, created_at, created_by, total_count, done_count)',
      [
        [
          importId,
          'participants',
          'copy',
          'x',
          'finished',
          NOW,
          ids.person,
          String(rows),
          String(rows),
        ].join('\t'),
      ],
    ),
    table(
      'people.person (id, given_name, family_name, status, created_at)',
      list.map(({ person, nth }) =>
        [person, `Iemand${nth}`, `van ${run}`, 'guest', NOW].join('\t'),
      ),
    ),
    table(
      'people.email_address (address, person_id, is_primary)',
      list.map(({ person, nth }) =>
        [`iemand-${run}-${nth}@elders.example`, person, 't'].join('\t'),
      ),
    ),
    table(
      'enrolment.enrolment (id, offering_id, person_id, organisation_id, state, source, queued_at, outcome, changed_at)',
      list.map(({ enrolment, person }) =>
        [
          ...[enrolment, offering, person, ids.organisation, 'finished', 'import', NOW],
          ...['completed', NOW],
        ].join('\t'),
      ),
    ),
    table(
      'acts.participation (enrolment_id, import_id, source)',
      list.map(({ enrolment }) => [enrolment, importId, 'copy'].join('\t')),
    ),
    ...completionsOf(
      ids,
      list.map(({ enrolment, person }) => ({ id: enrolment, person })),
    ),
    table(
      'platform.journal (recorded_at, action, subject_id, actor_id, data)',
      list.flatMap(({ person, enrolment, completion }) => [
        journal('person.created', person, { status: 'guest', importId }),
        journal('enrolment.enrolled', enrolment, {
          ...{ offeringId: offering, personId: person, organisationId: ids.organisation },
          ...{ importId, from: null, to: 'finished' },
        }),
        journal('completion.recorded', completion, {
          ...{ enrolmentId: enrolment, personId: person, courseId: ids.course, importId },
        }),
      ]),
    ),
    table(
      'acts.import_row (import_id, row_number, outcome, subject_id)',
      list.map(({ enrolment, nth }) => [importId, nth, 'created', enrolment].join('\t')),
    ),
  ];
}
