import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Database, Journal, newId, rows } from '@academie/platform';

import { TagExists } from '../catalogue.errors';
import { slugOf } from './slug';

/** A label that a course or an offering can carry. */
export interface TagRow {
  code: string;
  name: string;
}

/** The labels of courses. Targets count by their codes, which never change. */
@Injectable()
export class TagService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** All, by name. */
  list(): Promise<TagRow[]> {
    return this.database.rows<TagRow>('SELECT code, name FROM catalogue.tag ORDER BY name');
  }

  /** Adds one and gives back its code. @throws TagExists */
  add(actor: Actor, name: string): Promise<string> {
    const code = slugOf(name);
    return this.database.transaction(async (tx) => {
      const added = await rows(
        tx,
        `INSERT INTO catalogue.tag (code, name)
         SELECT $1, $2 WHERE NOT EXISTS (SELECT FROM catalogue.tag WHERE lower(name) = lower($2))
         ON CONFLICT DO NOTHING RETURNING code`,
        [code, name],
      );
      if (added.length === 0) throw new TagExists();
      await this.journal.record(tx, {
        action: 'tag.added',
        subjectId: newId(),
        actorId: actor.id,
        data: { code, name },
      });
      return code;
    });
  }
}
