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

  /** `wanted` says what would do: "een MP4 of WebM". */
  constructor(override readonly params: { wanted: string }) {
    super(params);
  }
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

/** Another tool has this name. */
export class ToolExists extends Refusal {
  readonly code = 'elearning.tool-exists';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}

/** An address of a tool is not one of https, or says who signs in. */
export class ToolAddressWrong extends Refusal {
  readonly code = 'elearning.tool-address-wrong';
  readonly kind = 'invalid' as const;

  constructor(override readonly field: string) {
    super();
  }
}

/** A tool has one place for its keys: an address, or the form. */
export class ToolKeyMissing extends Refusal {
  readonly code = 'elearning.tool-key-missing';
  readonly kind = 'invalid' as const;
  override readonly field = 'keysUrl';
}

/** What was pasted is no public key, or one that is too weak. */
export class ToolKeyUnreadable extends Refusal {
  readonly code = 'elearning.tool-key-unreadable';
  readonly kind = 'invalid' as const;
  override readonly field = 'publicKey';
}

/** The key with which the academie signs cannot be read: CREDENTIAL_SECRET is another one. */
export class ToolsUnavailable extends Refusal {
  readonly code = 'elearning.tools-unavailable';
  readonly kind = 'conflict' as const;
}

/** What a tool signed is not believed; the cause says why. */
export class ToolTokenRefused extends Refusal {
  readonly code = 'elearning.tool-token-refused';
  readonly kind = 'invalid' as const;
}

/** The tool of this lesson has ended, or what was opened is gone. */
export class ToolClosed extends Refusal {
  readonly code = 'elearning.tool-closed';
  readonly kind = 'conflict' as const;
}

/** What a tool asks of a browser fits nothing that was opened here. */
export class ToolRequestRefused extends Refusal {
  readonly code = 'elearning.tool-request-refused';
  readonly kind = 'invalid' as const;
}

/** A tool brought back something else than one thing to open. */
export class ToolChoiceRefused extends Refusal {
  readonly code = 'elearning.tool-choice-refused';
  readonly kind = 'invalid' as const;
}

/** A program that shows no token of ours, or an old one. */
export class ToolNotKnown extends Refusal {
  readonly code = 'elearning.tool-not-known';
  readonly kind = 'unauthenticated' as const;
}

/** The token does not let a tool do this. */
export class ToolScopeMissing extends Refusal {
  readonly code = 'elearning.tool-scope-missing';
  readonly kind = 'forbidden' as const;
}

/** A score that makes no sense. */
export class ScoreRefused extends Refusal {
  readonly code = 'elearning.score-refused';
  readonly kind = 'invalid' as const;
}

/** A later score is known already. */
export class ScoreOvertaken extends Refusal {
  readonly code = 'elearning.score-overtaken';
  readonly kind = 'conflict' as const;
}

/** A document cannot be read as lessons; `problem` says why. */
export class UnwantedDocument extends Refusal {
  readonly code = 'elearning.unwanted-document';
  readonly kind = 'invalid' as const;

  constructor(readonly problem: string) {
    super();
  }
}
