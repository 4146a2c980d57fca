import { Refusal } from '@academie/platform';

/** There is no such course, or the reader may not know that there is. */
export class CourseNotFound extends Refusal {
  readonly code = 'catalogue.course-not-found';
  readonly kind = 'not_found' as const;
}

/** There is no such offering, or the reader may not know that there is. */
export class OfferingNotFound extends Refusal {
  readonly code = 'catalogue.offering-not-found';
  readonly kind = 'not_found' as const;
}

/** There is no such session. */
export class SessionNotFound extends Refusal {
  readonly code = 'catalogue.session-not-found';
  readonly kind = 'not_found' as const;
}

/** There is a label of this name. */
export class TagExists extends Refusal {
  readonly code = 'catalogue.tag-exists';
  readonly kind = 'conflict' as const;
}

/** The course belongs to themes that somebody else leads. */
export class NotYourTheme extends Refusal {
  readonly code = 'catalogue.not-your-theme';
  readonly kind = 'forbidden' as const;
}

/** A theme lead may only give a course own themes, and only take own themes away. */
export class ThemeOfAnother extends Refusal {
  readonly code = 'catalogue.theme-of-another';
  readonly kind = 'invalid' as const;
  override readonly field = 'themeIds';
}

/** Nobody could ever enrol: a course would have to be completed before itself. */
export class PrerequisiteCircle extends Refusal {
  readonly code = 'catalogue.prerequisite-circle';
  readonly kind = 'invalid' as const;
  override readonly field = 'prerequisiteIds';
}

/** Fewer seats than people who already have one. */
export class CapacityBelowTaken extends Refusal {
  readonly code = 'catalogue.capacity-below-taken';
  readonly kind = 'conflict' as const;
  override readonly field = 'capacity';
}

/** There is nothing to enrol in yet: no session, and not self-paced. */
export class NothingPlanned extends Refusal {
  readonly code = 'catalogue.nothing-planned';
  readonly kind = 'conflict' as const;
}

/** It is given at a place, and for a session none was chosen yet. */
export class PlaceMissing extends Refusal {
  readonly code = 'catalogue.place-missing';
  readonly kind = 'conflict' as const;
}

/** An offering of a course that is a draft or archived cannot be published. */
export class CourseNotPublished extends Refusal {
  readonly code = 'catalogue.course-not-published';
  readonly kind = 'conflict' as const;
}

/** It was held or cancelled: nothing of it changes any more. */
export class OfferingIsOver extends Refusal {
  readonly code = 'catalogue.offering-is-over';
  readonly kind = 'conflict' as const;
}

/** A course with offerings to come cannot be archived. */
export class OfferingsToCome extends Refusal {
  readonly code = 'catalogue.offerings-to-come';
  readonly kind = 'conflict' as const;
}

/** Nobody with this address can be let in by this person: not known, or of another organisation. */
export class InviteeUnknown extends Refusal {
  readonly code = 'catalogue.invitee-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'email';
}

/** There is no such programme, or it is a draft of somebody else. */
export class ProgrammeNotFound extends Refusal {
  readonly code = 'catalogue.programme-not-found';
  readonly kind = 'not_found' as const;
}

/** A programme on offer has at least one step, and each of its courses was published. */
export class ProgrammeNotReady extends Refusal {
  readonly code = 'catalogue.programme-not-ready';
  readonly kind = 'conflict' as const;
}

/** A date of a series is no concept any more, or something hangs on it. */
export class SeriesInUse extends Refusal {
  readonly code = 'catalogue.series-in-use';
  readonly kind = 'conflict' as const;
}

/** Workshops that people chose were taken away. Names them. */
export class WorkshopsChosen extends Refusal {
  readonly code = 'catalogue.workshops-chosen';
  readonly kind = 'conflict' as const;

  constructor(
    titles: string,
    readonly ids: readonly string[],
  ) {
    super({ titles });
  }
}
