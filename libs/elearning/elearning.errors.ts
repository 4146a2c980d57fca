import { Refusal } from '@academie/platform';

/** A test is done by passing it, not by saying so. */
export class NoLessonToFinish extends Refusal {
  readonly code = 'elearning.no-lesson-to-finish';
  readonly kind = 'conflict' as const;
}

/** All attempts that the test allows were used. */
export class NoAttemptsLeft extends Refusal {
  readonly code = 'elearning.no-attempts-left';
  readonly kind = 'conflict' as const;
}

/** The next attempt may begin later; `from` says when. */
export class AttemptTooSoon extends Refusal {
  readonly code = 'elearning.attempt-too-soon';
  readonly kind = 'conflict' as const;
}

/** A question was sent without an answer. */
export class NothingAnswered extends Refusal {
  readonly code = 'elearning.nothing-answered';
  readonly kind = 'invalid' as const;
}

/** A draft that nobody could follow to its end is not published. */
export class NotReadyToPublish extends Refusal {
  readonly code = 'elearning.not-ready-to-publish';
  readonly kind = 'conflict' as const;
}

/** Somebody still has to look at the attempt before. */
export class AttemptUnderReview extends Refusal {
  readonly code = 'elearning.attempt-under-review';
  readonly kind = 'conflict' as const;
}

/** The bytes of a file say that it is something else than what belongs here. */
export class UnwantedMaterial extends Refusal {
  readonly code = 'elearning.unwanted-material';
  readonly kind = 'invalid' as const;
}

/** A file is larger than its kind may be. */
export class MaterialTooLarge extends Refusal {
  readonly code = 'elearning.material-too-large';
  readonly kind = 'invalid' as const;

  constructor(override readonly params: { megabytes: number }) {
    super(params);
  }
}

/** Nothing of the course was published, or all of it came from elsewhere. */
export class NothingToExport extends Refusal {
  readonly code = 'elearning.nothing-to-export';
  readonly kind = 'conflict' as const;
}

/** The files of the lessons are larger together than a package may be. */
export class TooLargeToExport extends Refusal {
  readonly code = 'elearning.too-large-to-export';
  readonly kind = 'conflict' as const;

  constructor(override readonly params: { megabytes: number }) {
    super(params);
  }
}

/** What a player sent is no state of a part of its package. */
export class PackageStateRefused extends Refusal {
  readonly code = 'elearning.package-state-refused';
  readonly kind = 'invalid' as const;
}
