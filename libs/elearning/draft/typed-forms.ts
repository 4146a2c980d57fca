import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import { Clock, Database, rows } from '@academie/platform';

/** What somebody typed in the form of a block and did not save. */
export interface TypedRow {
  /** Id of the block, or `new:<kind>`. */
  place: string;
  fields: Record<string, string>;
  /** What its author saw of the block then. */
  seen: string;
  typedAt: Date;
}

/** The place of a block that is not there yet. */
export const newPlace = (kind: string): string => `new:${kind}`;

/** What authors typed in forms of blocks and did not save: each sees only their own. */
@Injectable()
export class TypedForms {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In place of what was typed there before. The caller has asked who manages the course. */
  async keep(
    actor: Actor,
    lesson: { versionId: string; key: string },
    typed: Pick<TypedRow, 'place' | 'fields' | 'seen'>,
  ): Promise<void> {
    await this.database.rows(
      `INSERT INTO elearning.typed_form (person_id, version_id, lesson_key, place, fields, seen, typed_at)
       SELECT $1, s.version_id, s.key, $4, $5, $6, $7 FROM elearning.lesson s
        WHERE s.version_id = $2 AND s.key = $3
       ON CONFLICT ON CONSTRAINT typed_form_pk
       DO UPDATE SET fields = EXCLUDED.fields, seen = EXCLUDED.seen, typed_at = EXCLUDED.typed_at`,
      [
        actor.id,
        lesson.versionId,
        lesson.key,
        typed.place,
        JSON.stringify(typed.fields),
        typed.seen,
        this.clock.now(),
      ],
    );
  }

  /** Of one lesson, the last one first. */
  ofLesson(actor: Actor, versionId: string, key: string): Promise<TypedRow[]> {
    return this.database.rows<TypedRow & Record<string, unknown>>(
      `SELECT place, fields, seen, typed_at AS "typedAt" FROM elearning.typed_form
        WHERE person_id = $1 AND version_id = $2 AND lesson_key = $3 ORDER BY typed_at DESC`,
      [actor.id, versionId, key],
    );
  }

  async forget(
    actor: Actor,
    lesson: { versionId: string; key: string },
    place: string,
    tx?: EntityManager,
  ): Promise<void> {
    await this.database.rows(
      `DELETE FROM elearning.typed_form
        WHERE person_id = $1 AND version_id = $2 AND lesson_key = $3 AND place = $4`,
      [actor.id, lesson.versionId, lesson.key, place],
      tx,
    );
  }
}

/** A published version keeps neither what was typed nor how it came to be. */
export const forgetSteps = async (tx: EntityManager, versionId: string): Promise<void> => {
  await rows(tx, 'DELETE FROM elearning.typed_form WHERE version_id = $1', [versionId]);
  await rows(tx, 'DELETE FROM elearning.lesson_history WHERE version_id = $1', [versionId]);
};
