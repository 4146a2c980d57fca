import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Database } from '@academie/platform';

/** A session of an offering, for those who take part: with the link to the meeting. */
export interface SessionRow {
  id: string;
  offeringId: string;
  title: string;
  startsAt: Date;
  endsAt: Date;
  /** Raised whenever time or place changes. */
  sequence: number;
  place: string | null;
  address: string | null;
  /** How to get there, whether everybody can, and what one has to know there. */
  route: string | null;
  accessibility: string | null;
  safety: string | null;
  onlineUrl: string | null;
  /** Whom to call there; only ever filled in for who gives it. */
  contact?: string;
}

/** A session whether it goes on or not. */
export interface KnownSession extends SessionRow {
  status: 'planned' | 'cancelled';
}

const SELECT = `
  SELECT s.id, s.offering_id AS "offeringId", s.title, s.starts_at AS "startsAt",
         s.ends_at AS "endsAt", s.sequence, s.status, l.name AS place, l.address, l.route, l.accessibility, l.safety,
         s.online_url AS "onlineUrl"
    FROM catalogue.session s LEFT JOIN catalogue.session_place l ON l.session_id = s.id`;
const ORDER = 'ORDER BY s.starts_at, s.id';

@Injectable()
export class OfferingSessionsQueries {
  constructor(private readonly database: Database) {}

  /** Sessions that go on of these offerings, in order of time; one query. */
  ofOfferings(offeringIds: readonly string[], tx?: EntityManager): Promise<SessionRow[]> {
    return this.database.rows<SessionRow>(
      `${SELECT} WHERE s.offering_id = ANY ($1) AND s.status = 'planned' ${ORDER}`,
      [offeringIds],
      tx,
    );
  }

  /** Of which courses somebody has or had a place, or asked for one. */
  async knownCourseIds(personId: string): Promise<string[]> {
    const found = await this.database.rows<{ courseId: string }>(
      `SELECT DISTINCT o.course_id AS "courseId" FROM enrolment.enrolment e
         JOIN catalogue.course_of_offering o ON o.offering_id = e.offering_id
        WHERE e.person_id = $1 AND e.state NOT IN ('declined', 'cancelled')`,
      [personId],
    );
    return found.map(({ courseId }) => courseId);
  }

  /** Whom to call there, by session, for who gives these: never for those who take part. */
  async contacts(offeringId: string, tx: EntityManager): Promise<Map<string, string>> {
    const found = await this.database.rows<{ id: string; contact: string }>(
      `SELECT s.id, l.contact FROM catalogue.session s JOIN catalogue.session_place l ON l.session_id = s.id
        WHERE s.offering_id = $1 AND l.contact <> ''`,
      [offeringId],
      tx,
    );
    return new Map(found.map(({ id, contact }) => [id, contact]));
  }

  /** Also sessions that were called off: calendars may still hold them. In order of time. */
  everOfOffering(offeringId: string, tx?: EntityManager): Promise<KnownSession[]> {
    return this.database.rows<KnownSession>(
      `${SELECT} WHERE s.offering_id = $1 ${ORDER}`,
      [offeringId],
      tx,
    );
  }
}

/** Where it is: the place with its address, the meeting's link, or nothing yet. */
export const placeOf = ({ place, address, onlineUrl }: SessionRow): string =>
  [place, address].filter(Boolean).join(', ') || (onlineUrl ?? '');
