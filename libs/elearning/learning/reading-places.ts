import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database } from '@academie/platform';

import { LearningQueries } from './learning.queries';

export interface Place {
  lessonKey: string;
  /** The block that stood at the top of the screen; null at the beginning. */
  blockId: string | null;
}

/** Where people stopped reading. */
@Injectable()
export class ReadingPlaces {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly learners: LearningQueries,
  ) {}

  /** @throws NotFound */
  async keep(actor: Actor, enrolmentId: string, { lessonKey, blockId }: Place): Promise<void> {
    await this.learners.own(actor, enrolmentId);
    await this.database.rows(
      `INSERT INTO elearning.reading_place (enrolment_id, lesson_key, block_id, at)
       VALUES ($1, $2, $3, $4)
       ON CONFLICT (enrolment_id) DO UPDATE
          SET lesson_key = EXCLUDED.lesson_key, block_id = EXCLUDED.block_id, at = EXCLUDED.at`,
      [enrolmentId, lessonKey, blockId, this.clock.now()],
    );
  }

  of(enrolmentId: string): Promise<Place | undefined> {
    return this.database.first<Place & Record<string, unknown>>(
      `SELECT lesson_key AS "lessonKey", block_id AS "blockId" FROM elearning.reading_place
        WHERE enrolment_id = $1`,
      [enrolmentId],
    );
  }
}
