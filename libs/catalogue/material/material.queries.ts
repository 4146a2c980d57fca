import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, dayOf } from '@academie/platform';

import { seesOffering } from '../admission/sees';
import { leadsCourse } from '../course/theme-scope';

import { handsOutMaterial } from './material-access';
import type { MaterialKind, MaterialMoment, MaterialReaders } from './material.entity';

/** Material as those who manage its course see it. */
export interface MaterialRow {
  id: string;
  kind: MaterialKind;
  title: string;
  readers: MaterialReaders;
  moment: MaterialMoment;
  version: number;
  /** Null for a file. */
  url: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
  addedAt: Date;
  /** As what it counts that it was read; null: it does not. */
  countsAs: string | null;
}

/** An offering, or a session of it, that material can belong to. */
export interface MaterialPlace {
  offeringId: string;
  /** Null for the offering as a whole. */
  sessionId: string | null;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** What stands above the material of an offering. */
export interface MaterialHead {
  courseTitle: string;
  courseSlug: string;
  startsAt: Date | null;
  endsAt: Date | null;
}

/** Reads of material for those who manage a course, and what others may know of the offering it is of. */
@Injectable()
export class CourseMaterialQueries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Undefined when there is no such offering, or the reader may not know of it; `holdsPlace` is a place in it. */
  head(actor: Actor, offeringId: string, holdsPlace: boolean): Promise<MaterialHead | undefined> {
    return this.database.first<MaterialHead>(
      `SELECT c.title AS "courseTitle", c.slug AS "courseSlug", o.starts_at AS "startsAt", o.ends_at AS "endsAt"
         FROM catalogue.offering o JOIN catalogue.course c ON c.id = o.course_id
        WHERE o.id = $1 AND ($5 OR ${leadsCourse('o.course_id', '$4')}
           OR o.status <> 'concept' AND ($6 OR ${seesOffering('o', '$2', '$3')}))`,
      [
        ...[offeringId, actor.id, dayOf(this.clock.now()), actor.ledThemes],
        ...[actor.isAdministrator, holdsPlace],
      ],
    );
  }

  /** An earlier version of what counts, for who hands it out: what was read before must be found again. */
  proof(
    actor: Actor,
    id: string,
  ): Promise<{ fileId: string | null; url: string | null } | undefined> {
    return this.database.first(
      `SELECT m.file_id AS "fileId", m.url FROM catalogue.material m
        WHERE m.id = $4 AND m.is_proof AND m.ended_at IS NOT NULL
          AND ${handsOutMaterial({ person: '$1', day: '', led: '$2', isAdministrator: '$3' })}`,
      [actor.id, actor.ledThemes, actor.isAdministrator, id],
    );
  }

  /** What of a course was not taken away, that of the whole course first. */
  ofCourse(courseId: string): Promise<MaterialRow[]> {
    return this.database.rows<MaterialRow>(
      `SELECT m.id, m.kind, m.title, m.readers, m.moment, m.version, m.url,
              coalesce(s.starts_at, o.starts_at) AS "startsAt", coalesce(s.ends_at, o.ends_at) AS "endsAt",
              m.added_at AS "addedAt", m.counts_as AS "countsAs"
         FROM catalogue.material m LEFT JOIN catalogue.offering o ON o.id = m.offering_id
         LEFT JOIN catalogue.session s ON s.id = m.session_id
        WHERE m.course_id = $1 AND m.ended_at IS NULL
        ORDER BY m.offering_id IS NOT NULL, coalesce(s.starts_at, o.starts_at) DESC, m.title LIMIT 200`,
      [courseId],
    );
  }

  /** The latest forty offerings of a course, each with its sessions where there are several. */
  places(courseId: string): Promise<MaterialPlace[]> {
    return this.database.rows<MaterialPlace>(
      `WITH latest AS (
         SELECT id, starts_at, ends_at FROM catalogue.offering
          WHERE course_id = $1 AND status NOT IN ('cancelled', 'inactive')
          ORDER BY starts_at DESC NULLS FIRST LIMIT 40
       )
       SELECT o.id AS "offeringId", NULL::uuid AS "sessionId", o.starts_at AS "startsAt", o.ends_at AS "endsAt",
              o.starts_at AS at FROM latest o
       UNION ALL
       SELECT o.id, s.id, s.starts_at, s.ends_at, o.starts_at FROM latest o
         JOIN catalogue.planned_session s ON s.offering_id = o.id
        WHERE (SELECT count(*) FROM catalogue.planned_session c WHERE c.offering_id = o.id) > 1
        ORDER BY at DESC NULLS FIRST, "offeringId", "sessionId" NULLS FIRST, "startsAt"`,
      [courseId],
    );
  }
}
