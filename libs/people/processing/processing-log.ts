import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock, Database, Forgets, rows } from '@academie/platform';

import type { Actor } from '../access/actor';
import type { ProcessingActivity } from './processing-line.entity';

/** What is done: a text of its own says it to the person, at `people.looks.did`. Names are stored. */
export type LookName =
  | 'person.opened'
  | 'person.searched'
  | 'person.compared'
  | 'people.exported'
  | 'people.read';

/** What somebody does with the data of others. */
export interface Processing {
  name: LookName;
  activity: ProcessingActivity;
  /** Whose data were shown. */
  subjectIds: readonly string[];
}

/** Somebody who looked, as the person looked at reads it. */
export interface LookRow {
  startedAt: Date;
  name: LookName;
  activity: ProcessingActivity;
  actor: string;
  organisation: string | null;
}

/** What the lines are called among what is kept for a time. */
export const LOOKS = 'people.looks';
const MOST_LOOKS = 500;

/** Who looked at whose data. A line is written before the answer goes out. */
@Injectable()
export class ProcessingLog {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One line for each person looked at; one for a search that found nobody. Looking at oneself is none, and neither
   * is an address with the id of nobody.
   */
  async record(actor: Actor, { name, activity, subjectIds }: Processing): Promise<void> {
    const others = [...new Set(subjectIds)].filter((id) => id !== actor.id);
    const isFruitless = name === 'person.searched' && subjectIds.length === 0;
    if (others.length === 0 && !isFruitless) return;
    const subjects = others.length > 0 ? others : [null];
    const now = this.clock.now();
    await this.database.rows(
      `INSERT INTO people.processing_line
         (span_id, trace_id, name, activity, started_at, ended_at, actor_id, data_subject_id)
       SELECT span, $1, $2, $3, $4, $4, $5, subject FROM unnest($6::text[], $7::uuid[]) AS s (span, subject)
        WHERE subject IS NULL OR EXISTS (SELECT FROM people.person p WHERE p.id = subject)`,
      [
        ...[randomBytes(16).toString('hex'), name, activity, now, actor.id],
        ...[subjects.map(() => randomBytes(8).toString('hex')), subjects],
      ],
    );
  }

  /** How many lines of this name somebody caused since a moment. */
  async count(actor: Actor, name: LookName, since: Date): Promise<number> {
    const found = await this.database.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM people.processing_line
        WHERE actor_id = $1 AND name = $2 AND started_at > $3`,
      [actor.id, name, since],
    );
    return found?.count ?? 0;
  }

  /** Who looked at this person, the last first. */
  looks(personId: string): Promise<LookRow[]> {
    return this.database.rows<LookRow>(
      `SELECT l.started_at AS "startedAt", l.name, l.activity,
              p.given_name || ' ' || p.family_name AS actor, o.name AS organisation
         FROM people.processing_line l JOIN people.person p ON p.id = l.actor_id
         LEFT JOIN people.membership m ON m.person_id = p.id AND m.is_main AND m.valid_to IS NULL
         LEFT JOIN people.organisation o ON o.id = m.organisation_id
        WHERE l.data_subject_id = $1 ORDER BY l.started_at DESC, l.span_id LIMIT ${MOST_LOOKS}`,
      [personId],
    );
  }

  /** Forgets who looked. */
  @Forgets({
    kind: LOOKS,
    days: 365,
    least: 90,
    most: 1825,
    old: (before) =>
      `SELECT span_id AS key, started_at AS at FROM people.processing_line WHERE started_at < ${before}`,
  })
  async forgetOld(tx: EntityManager, spans: string[]): Promise<void> {
    await rows(tx, 'DELETE FROM people.processing_line WHERE span_id = ANY ($1)', [spans]);
  }
}
