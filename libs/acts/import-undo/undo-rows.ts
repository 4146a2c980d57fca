import type { EntityManager } from 'typeorm';

import type { Actor } from '@academie/people';
import type { ImportFacts } from '@academie/platform';

import type { UndoReason, UndoVerdict } from '../act/import.entity';

/** What a row wrote: an act, a question to a theme lead, who took part, a completion, or more of somebody known. */
export type UndoWhat = 'act' | 'held' | 'participant' | 'completion' | 'report';

/** A row of a list, what it wrote, and whether that is taken back. */
export interface UndoRow {
  rowNumber: number;
  what: UndoWhat;
  /** The act, the held row or the enrolment. */
  subjectId: string;
  verdict: UndoVerdict;
  /** Somebody who was new because of it, and of whom nothing else speaks. */
  isNewPerson?: boolean;
}

/** A list that is taken back. */
export interface ImportToUndo {
  id: string;
  kind: string;
}

/** Rows of a list from after the first up to and with the second. */
export interface RowRange {
  after: number;
  until: number;
}

/** Takes back what one kind of list wrote. */
export interface ListUndo {
  /** What becomes of the rows; nothing is written. */
  verdicts(
    tx: EntityManager,
    actor: Actor,
    list: ImportToUndo,
    range: RowRange,
  ): Promise<UndoRow[]>;
  /** Takes back the rows whose verdict is `done`. */
  take(
    tx: EntityManager,
    by: ImportFacts & { reason: UndoReason },
    list: ImportToUndo,
    taken: readonly UndoRow[],
  ): Promise<void>;
}

/** SQL: a list that came after list $1 and holds says the same of `subject`. */
export const laterListSays = (subject: string): string =>
  `EXISTS (SELECT FROM acts.import_row other JOIN acts.import later ON later.id = other.import_id
     WHERE other.subject_id = ${subject} AND other.import_id <> $1 AND other.outcome IN ('created', 'matched')
       AND other.undone IS DISTINCT FROM 'done' AND later.undo_asked_at IS NULL
       AND later.state IN ('importing', 'finished', 'stopped')
       AND (coalesce(later.finished_at, 'infinity'), later.id)
         > (SELECT finished_at, id FROM acts.import WHERE id = $1))`;
