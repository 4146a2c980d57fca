import { Injectable } from '@nestjs/common';

import { Database, Journal, newId, NotFound, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import { FunctionExists } from '../people.errors';
import { codeOf } from './organisation-edit.service';

/** A function, and how many people have it now. */
export interface FunctionRow {
  code: string;
  name: string;
  people: number;
}

/** The functions that people can have; audiences and targets speak of their codes, which never change. */
@Injectable()
export class FunctionService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
  ) {}

  /** All, in their order. */
  list(): Promise<FunctionRow[]> {
    return this.database.rows<FunctionRow>(
      `SELECT j.code, j.name, count(m.id)::int AS people
         FROM people.job_function j
         LEFT JOIN people.membership_function f ON f.function_code = j.code
         LEFT JOIN people.membership m ON m.id = f.membership_id AND m.valid_to IS NULL
        GROUP BY j.code, j.name, j.position ORDER BY j.position, j.name`,
    );
  }

  /** Adds one at the end and gives back its code. @throws FunctionExists */
  add(actor: Actor, name: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const added = await rows<{ code: string }>(
        tx,
        `INSERT INTO people.job_function (code, name, position)
         SELECT $1, $2, coalesce(max(position), 0) + 1 FROM people.job_function
         ON CONFLICT DO NOTHING RETURNING code`,
        [codeOf(name), name],
      );
      if (added.length === 0) throw new FunctionExists();
      await this.journal.record(tx, {
        action: 'function.added',
        subjectId: newId(),
        actorId: actor.id,
        data: { code: codeOf(name), name },
      });
      return codeOf(name);
    });
  }

  /** Gives one another name; its code stays. @throws NotFound */
  async rename(actor: Actor, code: string, name: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const renamed = await rows(
        tx,
        'UPDATE people.job_function SET name = $2 WHERE code = $1 RETURNING code',
        [code, name],
      );
      if (renamed.length === 0) throw new NotFound();
      await this.journal.record(tx, {
        action: 'function.renamed',
        subjectId: newId(),
        actorId: actor.id,
        data: { code, name },
      });
    });
  }
}
