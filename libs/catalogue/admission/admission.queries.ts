import { Injectable } from '@nestjs/common';

import type { EntityManager } from 'typeorm';

import { type Actor, type OrganisationKind, organisationKindText } from '@academie/people';
import { Clock, Database, dayOf, ShortCache, t } from '@academie/platform';

import type { Admission } from '../course/course.entity';

/** What of all that is confidential somebody may know of; the rest of the catalogue is for everybody. */
export interface Sight {
  /** Offerings that are not over. */
  offeringIds: string[];
  courseIds: string[];
}

/** What a visitor may know of what is confidential. */
export const NO_SIGHT: Sight = { offeringIds: [], courseIds: [] };

/** For whom an offering is, in words. */
export interface Circle {
  offeringId: string;
  courseTitle: string;
  admission: Admission;
  confidential: boolean;
  /** Names, of the course and of the offering itself where that makes the circle smaller. */
  course: CircleParts;
  own: CircleParts;
}

/** The parts of an audience by their names. */
export interface CircleParts {
  functions: string[];
  organisations: string[];
  kinds: OrganisationKind[];
  groups: string[];
}

/** Somebody let into an offering by name. */
export interface InvitedRow {
  personId: string;
  name: string;
  organisation: string | null;
  invitedAt: Date;
  invitedBy: string | null;
  reason: string;
}

/** SQL: names of the functions that something under its alias is meant for. */
export const functionNames = (alias: string): string =>
  `ARRAY(SELECT f.name FROM people.job_function f
          WHERE f.code = ANY (${alias}.audiences) ORDER BY f.position, f.name)`;

/** The parts of an audience of a course or an offering under its alias, as JSON. */
export const circleParts = (of: 'course' | 'offering', alias: string): string =>
  `json_build_object(
     'functions', ${functionNames(alias)},
     'organisations', ARRAY(SELECT k.short_name FROM catalogue.${of}_audience a
                              JOIN people.known_organisation k ON k.id = a.organisation_id
                             WHERE a.${of}_id = ${alias}.id ORDER BY 1),
     'kinds', ARRAY(SELECT a.organisation_kind FROM catalogue.${of}_audience a
                     WHERE a.${of}_id = ${alias}.id AND a.organisation_kind IS NOT NULL ORDER BY 1),
     'groups', ARRAY(SELECT k.name FROM catalogue.${of}_audience a
                       JOIN people.known_group k ON k.id = a.group_id
                      WHERE a.${of}_id = ${alias}.id ORDER BY 1))`;

/** Who may know of what is closed, and who comes in. */
@Injectable()
export class AdmissionQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
  ) {}

  /** What is confidential and not hidden from this reader; kept for some seconds. */
  sightOf(actor: Actor | undefined): Promise<Sight> {
    if (!actor) return Promise.resolve(NO_SIGHT);
    return this.cache.getOrLoad(`sight of ${actor.id}`, async () => {
      const now = this.clock.now();
      const found = await this.database.first<Sight>(
        `SELECT ARRAY(SELECT o.id FROM catalogue.offering o
                 WHERE o.confidential AND (o.ends_at IS NULL OR o.ends_at > $2)
                   AND o.status NOT IN ('concept', 'inactive')
                   AND catalogue.sees(o.id, $1, $3::date) ORDER BY 1) AS "offeringIds",
                ARRAY(SELECT c.id FROM catalogue.course c
                 WHERE c.confidential AND c.status <> 'draft'
                   AND catalogue.sees_course(c.id, $1, $3::date) ORDER BY 1) AS "courseIds"`,
        [actor.id, now, dayOf(now)],
      );
      return found ?? NO_SIGHT;
    });
  }

  /** Whether somebody may know of an offering. */
  async sees(personId: string | null, offeringId: string): Promise<boolean> {
    const found = await this.database.first<{ sees: boolean }>(
      'SELECT catalogue.sees($1, $2, $3::date) AS sees',
      [offeringId, personId, dayOf(this.clock.now())],
    );
    return found?.sees ?? false;
  }

  /** Which of these offerings do not let this person in. */
  async closedTo(personId: string, offeringIds: readonly string[]): Promise<Set<string>> {
    const found = await this.database.rows<{ id: string }>(
      `SELECT o.id FROM catalogue.offering o
        WHERE o.id = ANY ($2) AND o.admission <> 'open'
          AND NOT catalogue.admits(o.id, $1, $3::date)`,
      [personId, offeringIds, dayOf(this.clock.now())],
    );
    return new Set(found.map(({ id }) => id));
  }

  /** Whether an offering is closed, and which of these people it lets in. */
  async admitted(
    offeringId: string,
    personIds: readonly string[],
    tx?: EntityManager,
  ): Promise<{ closed: boolean; admitted: Set<string> }> {
    const found = await this.database.first<{ closed: boolean; admitted: string[] }>(
      `SELECT o.admission <> 'open' AS closed,
              ARRAY(SELECT p FROM unnest($2::uuid[]) AS p WHERE catalogue.admits(o.id, p, $3::date)) AS admitted
         FROM catalogue.offering o WHERE o.id = $1`,
      [offeringId, personIds, dayOf(this.clock.now())],
      tx,
    );
    return { closed: found?.closed ?? false, admitted: new Set(found?.admitted) };
  }

  /** Who is let into an offering, in names; undefined without such an offering. */
  circle(offeringId: string): Promise<Circle | undefined> {
    return this.database.first<Circle>(
      `SELECT o.id AS "offeringId", c.title AS "courseTitle", o.admission, o.confidential,
              ${circleParts('course', 'c')} AS course, ${circleParts('offering', 'o')} AS own
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id WHERE o.id = $1`,
      [offeringId],
    );
  }

  /** Those let in by name, the last first. The caller has asked who may. */
  invited(offeringId: string): Promise<InvitedRow[]> {
    return this.database.rows<InvitedRow>(
      `SELECT i.person_id AS "personId", p.name, k.short_name AS organisation,
              i.invited_at AS "invitedAt", b.name AS "invitedBy", i.reason
         FROM catalogue.invited_person i JOIN people.person_name p ON p.id = i.person_id
         LEFT JOIN people.person_name b ON b.id = i.invited_by
         LEFT JOIN people.job m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.known_organisation k ON k.id = m.organisation_id
        WHERE i.offering_id = $1 ORDER BY i.invited_at DESC, i.person_id LIMIT 500`,
      [offeringId],
    );
  }
}

/** "CISO of jurist, bij een gemeente of de politie; en leden van CISO-netwerk." Empty when it names nobody. */
export function circleText({ functions, organisations, kinds, groups }: CircleParts): string {
  const either = (names: string[]): string =>
    new Intl.ListFormat('nl', { type: 'disjunction' }).format(names);
  const places = [...organisations, ...kinds.map(organisationKindText)];
  const who = [
    functions.length > 0 && either(functions),
    places.length > 0 && t('catalogue.circle.at', { places: either(places) }),
  ].filter(Boolean);
  return [
    who.join(', '),
    groups.length > 0 && t('catalogue.circle.members', { groups: either(groups) }),
  ]
    .filter(Boolean)
    .join('; ');
}
