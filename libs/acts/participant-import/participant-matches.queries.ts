import type { EntityManager } from 'typeorm';

import { type Database, rows } from '@academie/platform';

import { type ParticipantDraft, sameNameKey } from './participant-row';

/** Whose list it is: its source, and the import that is being written; the dry run has none. */
export interface ListOrigin {
  source: string;
  importId?: string;
}

/** Somebody's part in a course elsewhere, as it was reported before. */
export interface Participation {
  enrolmentId: string;
  personId: string;
  courseId: string;
  /** `yyyy-mm-dd` */
  startedOn: string;
  isCompleted: boolean;
  organisationId: string | null;
}

interface Found {
  /** By address: who has it, and who that person turned out to be after merging. */
  persons: Map<string, { own: string; root: string }>;
  /** By person and course, both as enrolled and after merging. */
  byPerson: Map<string, Participation>;
  byExternalId: Map<string, Participation>;
  /** By sameNameKey. */
  names: Set<string>;
}

/** Who is known already, and what was reported of them. */
export class KnownParticipants {
  constructor(private readonly found: Found) {}

  person({ email }: ParticipantDraft): string | undefined {
    return this.found.persons.get(email)?.root;
  }

  participation(draft: ParticipantDraft): Participation | undefined {
    const { byExternalId, byPerson } = this.found;
    const known = draft.externalId ? byExternalId.get(draft.externalId) : undefined;
    if (known) return known;
    // Two people who turned out to be one may each have a row: the one of this address goes first.
    const person = this.found.persons.get(draft.email);
    if (!person) return undefined;
    return (
      byPerson.get(`${person.own} ${draft.courseId}`) ??
      byPerson.get(`${person.root} ${draft.courseId}`)
    );
  }

  /** Somebody of the same name at the same organisation takes part under another address. */
  sameName(draft: ParticipantDraft): boolean {
    return this.found.names.size > 0 && this.found.names.has(sameNameKey(draft));
  }
}

const FACTS = `e.id AS "enrolmentId", e.person_id AS "ownId",
  coalesce(p.merged_into, p.id) AS "personId", o.course_id AS "courseId",
  (e.queued_at AT TIME ZONE 'Europe/Amsterdam')::date::text AS "startedOn",
  e.state = 'finished' AS "isCompleted", e.organisation_id AS "organisationId",
  p.given_name AS "givenName", p.family_name AS "familyName"`;

// Along the indexes, from the few that are asked for: of tables that a list has just filled nobody knows
// yet how many rows are alike, and a join that then reads them whole for every row takes minutes.
const ENROLMENTS_OF_P = `CROSS JOIN LATERAL (
    SELECT * FROM enrolment.enrolment WHERE person_id = p.id AND source = 'import' AND state <> 'cancelled' OFFSET 0) e
  CROSS JOIN LATERAL (
    SELECT course_id FROM catalogue.offering WHERE id = e.offering_id OFFSET 0) o`;

interface Row extends Participation {
  ownId: string;
  givenName: string;
  familyName: string;
}

/** A participation, with all that a provider may call its person. */
interface NamedByProvider {
  enrolmentId: string;
  courseId: string;
  source: string;
  externalId: string | null;
  addresses: string[];
  /** The list that said it was taken back. */
  isUndone: boolean;
}

/** What providers call these people in their lists. */
export const namedByProviders = (
  tx: EntityManager,
  personIds: readonly string[],
): Promise<NamedByProvider[]> =>
  rows<NamedByProvider & Record<string, unknown>>(
    tx,
    `SELECT p.enrolment_id AS "enrolmentId", o.course_id AS "courseId", p.source, p.external_id AS "externalId",
       p.undone_at IS NOT NULL AS "isUndone",
       ARRAY(SELECT lower(a.address::text) FROM people.email_address a WHERE a.person_id = ANY ($1)) AS addresses
     FROM acts.participation p JOIN enrolment.enrolment e ON e.id = p.enrolment_id
     JOIN catalogue.offering o ON o.id = e.offering_id WHERE e.person_id = ANY ($1)`,
    [personIds],
  );

/** What was reported of these enrolments. */
export const participationsOf = (
  database: Database,
  tx: EntityManager,
  enrolmentIds: readonly string[],
): Promise<Participation[]> =>
  database.rows<Participation & Record<string, unknown>>(
    `SELECT ${FACTS} FROM enrolment.enrolment e JOIN people.person_name p ON p.id = e.person_id
     JOIN catalogue.offering o ON o.id = e.offering_id WHERE e.id = ANY ($1)`,
    [enrolmentIds],
    tx,
  );

/**
 * SQL: guests who came with a list that was taken back before this moment, and of whom nothing else speaks; `key` is
 * the person, `at` when it was taken back.
 */
export const undoneGuests = (before: string): string =>
  `SELECT p.id::text AS key, max(part.undone_at) AS at
     FROM acts.participation part
     JOIN enrolment.enrolment e ON e.id = part.enrolment_id
     JOIN people.person_name p ON p.id = e.person_id AND p.status = 'guest'
    WHERE part.undone_at < ${before} AND NOT EXISTS (
      SELECT FROM people.person_name alike JOIN enrolment.enrolment other ON other.person_id = alike.id
        LEFT JOIN acts.participation held ON held.enrolment_id = other.id
       WHERE (alike.id = p.id OR alike.merged_into = p.id)
         AND (held.enrolment_id IS NULL OR held.undone_at IS NULL OR held.undone_at >= ${before}))
    GROUP BY p.id`;

/** Looks up in a few questions who of these is known. */
export async function knownParticipants(
  database: Database,
  tx: EntityManager,
  { source, importId }: ListOrigin,
  drafts: readonly ParticipantDraft[],
): Promise<KnownParticipants> {
  if (drafts.length === 0)
    return new KnownParticipants({
      persons: new Map(),
      byPerson: new Map(),
      byExternalId: new Map(),
      names: new Set(),
    });
  const courses = [...new Set(drafts.map(({ courseId }) => courseId))];
  const addresses = await database.rows<{ address: string; own: string; root: string }>(
    // An address that came along with a merge is still that of the record it came from.
    `SELECT lower(a.address::text) AS address, coalesce(g.person_id, p.id) AS own,
       coalesce(p.merged_into, p.id) AS root
     FROM people.email_address a JOIN people.person_name p ON p.id = a.person_id
     LEFT JOIN (people.person_merge_move v JOIN people.person_merge g ON g.id = v.merge_id AND g.undone_at IS NULL)
       ON v.part = 'people.email_address.person_id' AND v.row_key = a.address::text
     WHERE a.address = ANY ($1::citext[])`,
    [drafts.map(({ email }) => email)],
    tx,
  );
  const persons = new Map(addresses.map(({ address, ...person }) => [address, person]));
  const personIds = [...new Set(addresses.map(({ root }) => root))];
  const ofPersons = await database.rows<Row>(
    `SELECT ${FACTS} FROM (
       SELECT unnest($2::uuid[]) UNION SELECT id FROM people.person_name WHERE merged_into = ANY ($2)
     ) asked (id)
     CROSS JOIN LATERAL (SELECT * FROM people.person_name WHERE id = asked.id OFFSET 0) p
     ${ENROLMENTS_OF_P} WHERE o.course_id = ANY ($1) ORDER BY e.id DESC`,
    [courses, personIds],
    tx,
  );
  const ofIds = await database.rows<Row & { externalId: string }>(
    `SELECT ${FACTS}, i.external_id AS "externalId" FROM acts.participation i
     CROSS JOIN LATERAL (SELECT * FROM enrolment.enrolment WHERE id = i.enrolment_id OFFSET 0) e
     CROSS JOIN LATERAL (SELECT * FROM people.person_name WHERE id = e.person_id OFFSET 0) p
     CROSS JOIN LATERAL (SELECT course_id FROM catalogue.offering WHERE id = e.offering_id OFFSET 0) o
     WHERE i.source = $1 AND i.external_id = ANY ($2)`,
    [source, drafts.flatMap(({ externalId }) => externalId ?? [])],
    tx,
  );
  const sameNames = await database.rows<Row>(
    // Within the file itself row by row is compared, wherever its parts begin.
    `SELECT ${FACTS} FROM unnest($2::text[], $3::text[]) asked (family_name, given_name)
     CROSS JOIN LATERAL (SELECT * FROM people.person_name
       WHERE family_name = asked.family_name AND given_name = asked.given_name OFFSET 0) p
     ${ENROLMENTS_OF_P} WHERE o.course_id = ANY ($1) AND NOT EXISTS (
       SELECT FROM acts.participation own WHERE own.enrolment_id = e.id AND own.import_id = $4)`,
    [
      courses,
      drafts.map(({ familyName }) => familyName),
      drafts.map(({ givenName }) => givenName),
      importId ?? null,
    ],
    tx,
  );
  return new KnownParticipants({
    persons,
    byPerson: new Map([
      ...ofPersons.map((row): [string, Row] => [`${row.personId} ${row.courseId}`, row]),
      ...ofPersons.map((row): [string, Row] => [`${row.ownId} ${row.courseId}`, row]),
    ]),
    byExternalId: new Map(ofIds.map((row) => [row.externalId, row])),
    names: new Set(sameNames.map((row) => sameNameKey(row as unknown as ParticipantDraft))),
  });
}
