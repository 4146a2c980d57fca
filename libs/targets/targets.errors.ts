import { Refusal } from '@academie/platform';

/** The year already has a plan; a next version of it is loaded, not continued. */
export class PlanExists extends Refusal {
  readonly code = 'targets.plan-exists';
  readonly kind = 'conflict' as const;
}

/** There is no plan of an earlier year to start from. */
export class NoEarlierPlan extends Refusal {
  readonly code = 'targets.no-earlier-plan';
  readonly kind = 'conflict' as const;
}

/** Only a theme lead of a theme that owns the target decides about it. */
export class NotAnOwner extends Refusal {
  readonly code = 'targets.not-an-owner';
  readonly kind = 'forbidden' as const;
}

/** The period was closed and reported; what it was measured against stays. */
export class PlanClosed extends Refusal {
  readonly code = 'targets.plan-closed';
  readonly kind = 'conflict' as const;
}

/** A year is closed once it is over. */
export class PlanStillRuns extends Refusal {
  readonly code = 'targets.plan-still-runs';
  readonly kind = 'conflict' as const;
}

/** What happened is still being counted; a report now would miss it for ever. */
export class LedgerBehind extends Refusal {
  readonly code = 'targets.ledger-behind';
  readonly kind = 'conflict' as const;
}

/** Who changes a reported number says why. */
export class RestatementNeedsReason extends Refusal {
  readonly code = 'targets.restatement-needs-reason';
  readonly kind = 'invalid' as const;
  override readonly field = 'reason';
}

/** Everything is still what was reported. */
export class NothingToRestate extends Refusal {
  readonly code = 'targets.nothing-to-restate';
  readonly kind = 'conflict' as const;
}

/** More than can be: of 32 municipalities 33, of 4 quarters 5. */
export class NormOutOfReach extends Refusal {
  readonly code = 'targets.norm-out-of-reach';
  readonly kind = 'invalid' as const;
  override readonly field = 'norm';
}

/** The target does not ask who took part before. */
export class NoBaselineAsked extends Refusal {
  readonly code = 'targets.no-baseline-asked';
  readonly kind = 'conflict' as const;
}

/** Who took part before the period cannot be told by a day within it. */
export class BaselineAfterStart extends Refusal {
  readonly code = 'targets.baseline-after-start';
  readonly kind = 'invalid' as const;
  override readonly field = 'asOf';
}

/** The organisation counts already, so its coordinator is not invited. */
export class AlreadyCovered extends Refusal {
  readonly code = 'targets.already-covered';
  readonly kind = 'conflict' as const;
}

/** The organisation has no coordinator. */
export class NoCoordinator extends Refusal {
  readonly code = 'targets.no-coordinator';
  readonly kind = 'conflict' as const;
}

/** The coordinator was invited before; the page asks for a confirmation. */
export class InvitedRecently extends Refusal {
  readonly code = 'targets.invited-recently';
  readonly kind = 'conflict' as const;
}

/** Who took part before was recorded; it never changes. */
export class BaselineFrozen extends Refusal {
  readonly code = 'targets.baseline-frozen';
  readonly kind = 'conflict' as const;
}

/** Another version was loaded after this one was compared. */
export class PlanChangedMeanwhile extends Refusal {
  readonly code = 'targets.plan-changed-meanwhile';
  readonly kind = 'conflict' as const;
}

/** A target belongs to at least one theme that exists. */
export class OwnersUnknown extends Refusal {
  readonly code = 'targets.owners-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'themes';
}

/** Who changes what a target is measured against says why. */
export class NormNeedsReason extends Refusal {
  readonly code = 'targets.norm-needs-reason';
  readonly kind = 'invalid' as const;
  override readonly field = 'reason';
}

/** Somebody changed the draft in between, or it is no longer in the hands of who wants to change it. */
export class DraftMovedOn extends Refusal {
  readonly code = 'targets.draft-moved-on';
  readonly kind = 'conflict' as const;
}

/** Not everything that a target needs was filled in, or it does not fit together. */
export class DraftIncomplete extends Refusal {
  readonly code = 'targets.draft-incomplete';
  readonly kind = 'invalid' as const;
}

/** A draft belongs to at least one theme of the theme lead. */
export class DraftWithoutOwnTheme extends Refusal {
  readonly code = 'targets.draft-without-own-theme';
  readonly kind = 'invalid' as const;
  override readonly field = 'owners';
}

/** Who composed or proposed it does not adopt it, where the installation wants two pairs of eyes. */
export class NeedsOtherEyes extends Refusal {
  readonly code = 'targets.needs-other-eyes';
  readonly kind = 'forbidden' as const;
}

/** The target has no such word, or it cannot be read in that way. */
export class NoSuchReading extends Refusal {
  readonly code = 'targets.no-such-reading';
  readonly kind = 'invalid' as const;
  override readonly field = 'reads';
}

/** The organisation contests the same already, and waits for an answer. */
export class AlreadyContested extends Refusal {
  readonly code = 'targets.already-contested';
  readonly kind = 'conflict' as const;
}

/** It was answered or taken back before. */
export class ContestOver extends Refusal {
  readonly code = 'targets.contest-over';
  readonly kind = 'conflict' as const;
}

/** Who says that an organisation is right says where it is put right. */
export class CorrectionNeeded extends Refusal {
  readonly code = 'targets.correction-needed';
  readonly kind = 'invalid' as const;
  override readonly field = 'correction';
}

/** Only who contested something takes it back. */
export class NotTheMaker extends Refusal {
  readonly code = 'targets.not-the-maker';
  readonly kind = 'forbidden' as const;
}

/** Nobody chose a file. */
export class ProofFileNeeded extends Refusal {
  readonly code = 'targets.proof-file-needed';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The file is no PDF or picture, whatever its name says. */
export class UnwantedProofFile extends Refusal {
  readonly code = 'targets.unwanted-proof-file';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Params: megabytes. */
export class ProofFileTooLarge extends Refusal {
  readonly code = 'targets.proof-file-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Params: most. */
export class TooManyProofFiles extends Refusal {
  readonly code = 'targets.too-many-proof-files';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Who brought a file does not say that it shows what it should. */
export class NeedsAnotherPerson extends Refusal {
  readonly code = 'targets.needs-another-person';
  readonly kind = 'forbidden' as const;
}
