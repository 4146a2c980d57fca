import { Refusal } from '@academie/platform';

/** There are not that many free seats. */
export class NotEnoughSeats extends Refusal {
  readonly code = 'enrolment.not-enough-seats';
  readonly kind = 'conflict' as const;
  override readonly field = 'seats';
}

/** While anybody waits, a free seat is theirs: none can be held. */
export class OthersWait extends Refusal {
  readonly code = 'enrolment.others-wait';
  readonly kind = 'conflict' as const;
  override readonly field = 'seats';
}

/** The organisation has a block here already. */
export class AlreadyHeld extends Refusal {
  readonly code = 'enrolment.already-held';
  readonly kind = 'conflict' as const;
  override readonly field = 'organisationId';
}

/** Seats come free in the future, and before the first session. */
export class ReleaseOutside extends Refusal {
  readonly code = 'enrolment.release-outside';
  readonly kind = 'invalid' as const;
  override readonly field = 'releaseOn';
}

/** The held seats were released, or the link is none of ours. */
export class BlockGone extends Refusal {
  readonly code = 'enrolment.block-gone';
  readonly kind = 'not_found' as const;
}

/** All held seats are taken. */
export class BlockFull extends Refusal {
  readonly code = 'enrolment.block-full';
  readonly kind = 'conflict' as const;
}

/** The seats are held for the people of another organisation. */
export class NotOfThisOrganisation extends Refusal {
  readonly code = 'enrolment.not-of-this-organisation';
  readonly kind = 'forbidden' as const;
}
