import { type FieldProblem, Refusal, t } from '@academie/platform';

import type { ActProblem } from './act/act-input';

/** The act is not as its kind asks. */
export class InvalidAct extends Refusal {
  readonly code = 'acts.invalid-act';
  readonly kind = 'invalid' as const;
  override readonly problems: FieldProblem[];

  constructor(readonly found: readonly ActProblem[]) {
    super();
    this.problems = found.map(({ field, code, params }) => ({
      field: API_FIELD[field] ?? field,
      code,
      message: t(`acts.problem.${code}`, params, 'en'),
    }));
  }
}

const API_FIELD: Record<string, string> = {
  organisation: 'organisationIds',
  documentTitle: 'document.title',
  documentUrl: 'document.url',
};

/** Team (or organisation), day and own reference are those of a live act. Params: id, what, day. */
export class AlreadyRecorded extends Refusal {
  readonly code = 'acts.already-recorded';
  readonly kind = 'conflict' as const;
  override readonly field = 'reference';
}

/** There is a live act of this kind for the organisation in this year. Params: id, what, day. */
export class OnceAYear extends Refusal {
  readonly code = 'acts.once-a-year';
  readonly kind = 'conflict' as const;
  override readonly field = 'occurredOn';
}

/** A live act may be the same thing; `isOther` says that it is another. Params: id, what, day. */
export class LooksRecorded extends Refusal {
  readonly code = 'acts.looks-recorded';
  readonly kind = 'conflict' as const;
  override readonly field = 'isOther';
}

/** Somebody answered before. */
export class QuestionAnswered extends Refusal {
  readonly code = 'acts.question-answered';
  readonly kind = 'conflict' as const;
}

/** The act was retracted already, by a correction too. */
export class AlreadyRetracted extends Refusal {
  readonly code = 'acts.already-retracted';
  readonly kind = 'conflict' as const;
}

/** A correction that changes nothing. */
export class NothingChanged extends Refusal {
  readonly code = 'acts.nothing-changed';
  readonly kind = 'conflict' as const;
}

/** The file cannot be read as rows at all; `reason` is a key below `acts.file`. */
export class UnreadableFile extends Refusal {
  readonly code: string;
  readonly kind = 'invalid' as const;
  override readonly field = 'file';

  constructor(
    readonly reason: string,
    params: Record<string, string | number> = {},
  ) {
    super(params);
    this.code = `acts.file-${reason}`;
  }
}

/** The import was confirmed before, or waited too long and its file is gone. */
export class ImportNotWaiting extends Refusal {
  readonly code = 'acts.import-not-waiting';
  readonly kind = 'conflict' as const;
}

/** The list was taken back before, or it wrote nothing that could be. */
export class ImportNotUndoable extends Refusal {
  readonly code = 'acts.import-not-undoable';
  readonly kind = 'conflict' as const;
}
