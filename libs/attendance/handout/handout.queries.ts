import { Injectable } from '@nestjs/common';

import {
  CourseMaterialQueries,
  handsOutMaterial,
  isForReader,
  type MaterialHead,
} from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { Clock, Database, dayOf, type FileRow, FileStore } from '@academie/platform';

import { MARK_PRECEDENCE } from '../mark/current-mark';

/** Material that the reader may have. */
export interface HandoutRow {
  id: string;
  kind: string;
  title: string;
  fileId: string | null;
  url: string | null;
  version: number;
  addedAt: Date;
  /** Of the session it belongs to; null for the whole offering or course. */
  startsAt: Date | null;
  endsAt: Date | null;
  /** It counts when somebody reads it on behalf of an organisation. */
  readingCounts: boolean;
}

/** Material of which it may count that an organisation read it. */
export interface CountedMaterial {
  id: string;
  courseId: string;
  title: string;
  version: number;
  url: string | null;
  countsAs: string;
  /** The ids of this version and of those before it. */
  versions: string[];
}

const READER = { person: '$1', day: '$2', led: '$3', isAdministrator: '$4' };

/**
 * A condition on `m` of catalogue.current_material: the reader may have it at the moment $5. Who hands it out always
 * may; the others within its moment, when it is for them, when they have a place, or when they were there.
 */
const MAY_HAVE = `(${handsOutMaterial(READER)}
  OR (m.opens_at IS NULL OR m.opens_at <= $5) AND (m.closes_at IS NULL OR m.closes_at > $5)
    AND (${isForReader(READER)} OR m.readers IN ('enrolled', 'present') AND EXISTS (
      SELECT FROM enrolment.held_place p JOIN catalogue.course_of_offering k ON k.offering_id = p.offering_id
       WHERE p.person_id = $1 AND k.course_id = m.course_id
         AND (m.offering_id IS NULL OR p.offering_id = m.offering_id)
         AND (m.readers = 'enrolled' OR EXISTS (
           SELECT FROM catalogue.planned_session s CROSS JOIN LATERAL (
             SELECT m.value FROM attendance.mark m WHERE m.session_id = s.id AND m.enrolment_id = p.id
              ORDER BY ${MARK_PRECEDENCE} LIMIT 1) held
            WHERE s.offering_id = p.offering_id AND (m.session_id IS NULL OR s.id = m.session_id)
              AND held.value IN ('present', 'partial'))))))`;

/** Which material somebody may have; asked again at each download. */
@Injectable()
export class HandoutQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly materials: CourseMaterialQueries,
    private readonly store: FileStore,
  ) {}

  /** Undefined when there is no such offering, or the reader may not know of it. */
  async head(actor: Actor, offeringId: string): Promise<MaterialHead | undefined> {
    const place = await this.database.first(
      'SELECT 1 FROM enrolment.held_place WHERE offering_id = $1 AND person_id = $2 LIMIT 1',
      [offeringId, actor.id],
    );
    return this.materials.head(actor, offeringId, place !== undefined);
  }

  /** What the reader may have of an offering, its sessions and its course. */
  ofOffering(actor: Actor, offeringId: string): Promise<HandoutRow[]> {
    return this.database.rows<HandoutRow>(
      `SELECT m.id, m.kind, m.title, m.file_id AS "fileId", m.url, m.version, m.added_at AS "addedAt",
              s.starts_at AS "startsAt", s.ends_at AS "endsAt",
              m.counts_as IS NOT NULL AND NOT m.is_confidential AS "readingCounts"
         FROM catalogue.course_of_offering o
         JOIN catalogue.current_material m ON m.course_id = o.course_id AND (m.offering_id IS NULL OR m.offering_id = $6)
         LEFT JOIN catalogue.planned_session s ON s.id = m.session_id
        WHERE o.offering_id = $6 AND ${MAY_HAVE}
        ORDER BY s.starts_at NULLS FIRST, m.title LIMIT 200`,
      [...this.reader(actor), offeringId],
    );
  }

  /** The files of these, by id. */
  filesOf(materials: readonly HandoutRow[]): Promise<Map<string, FileRow>> {
    return this.store.named(materials.flatMap(({ fileId }) => fileId ?? []));
  }

  /** Material that counts when it is read, for who may have it now. Nothing confidential ever does. */
  counted(actor: Actor, id: string): Promise<CountedMaterial | undefined> {
    return this.database.first<CountedMaterial>(
      `SELECT m.id, m.course_id AS "courseId", m.title, m.version, m.url, m.counts_as AS "countsAs", m.versions
         FROM catalogue.current_material m
        WHERE m.id = $6 AND m.counts_as IS NOT NULL AND NOT m.is_confidential AND ${MAY_HAVE}`,
      [...this.reader(actor), id],
    );
  }

  /** One material, for who may have it now; an earlier version only when it is proof, for who hands it out. */
  async one(
    actor: Actor,
    id: string,
  ): Promise<{ fileId: string | null; url: string | null } | undefined> {
    const current = await this.database.first<{ fileId: string | null; url: string | null }>(
      `SELECT m.file_id AS "fileId", m.url FROM catalogue.current_material m WHERE m.id = $6 AND ${MAY_HAVE}`,
      [...this.reader(actor), id],
    );
    return current ?? this.materials.proof(actor, id);
  }

  private reader(actor: Actor): unknown[] {
    const now = this.clock.now();
    return [actor.id, dayOf(now), actor.ledThemes, actor.isAdministrator, now];
  }
}
