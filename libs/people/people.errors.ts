import { Refusal } from '@academie/platform';

/** Nobody is signed in, or the session or token has ended. */
export class NotSignedIn extends Refusal {
  readonly code = 'people.not-signed-in';
  readonly kind = 'unauthenticated' as const;
}

/** Signed in, but this is not for this person. */
export class NotAllowed extends Refusal {
  readonly code = 'people.not-allowed';
  readonly kind = 'forbidden' as const;
}

/** A token for reading tried to change something. */
export class ReadOnlyToken extends Refusal {
  readonly code = 'people.read-only-token';
  readonly kind = 'forbidden' as const;
}

/** A form of our own, made in a session before this one. */
export class FormOfAnotherSession extends Refusal {
  readonly code = 'people.form-of-another-session';
  readonly kind = 'forbidden' as const;
}

/** A form that did not come from our own page in this session (CSRF). */
export class ForeignForm extends Refusal {
  readonly code = 'people.foreign-form';
  readonly kind = 'forbidden' as const;
}

/** Address and password do not go together; never says which of the two is wrong. */
export class WrongPassword extends Refusal {
  readonly code = 'people.wrong-password';
  readonly kind = 'unauthenticated' as const;
}

/** Passwords are tried too fast; waiting helps, nobody is locked out for good. */
export class TooManyAttempts extends Refusal {
  readonly code = 'people.too-many-attempts';
  readonly kind = 'too_many' as const;

  constructor(override readonly retryAfter: number) {
    super({ seconds: retryAfter });
  }
}

export class PersonNotFound extends Refusal {
  readonly code = 'people.person-not-found';
  readonly kind = 'not_found' as const;
}

/** A coordinator has an organisation, a theme lead a theme. */
export class ScopeRequired extends Refusal {
  readonly code = 'people.scope-required';
  readonly kind = 'invalid' as const;
  override readonly field = 'scopeId';
}

/** Without an administrator nobody could give roles any more. */
export class LastAdministrator extends Refusal {
  readonly code = 'people.last-administrator';
  readonly kind = 'conflict' as const;
}

/** The link of an invitation is unknown, used or too old; or the person who was invited has an account. */
export class InvitationGone extends Refusal {
  readonly code = 'people.invitation-gone';
  readonly kind = 'not_found' as const;
}

/** Two records are two; one cannot be merged with itself. */
export class SamePerson extends Refusal {
  readonly code = 'people.same-person';
  readonly kind = 'invalid' as const;
  override readonly field = 'intoId';
}

/** Only records of people who are there can be merged: not erased ones, nor those merged before. */
export class NotMergeable extends Refusal {
  readonly code = 'people.not-mergeable';
  readonly kind = 'conflict' as const;
}

/** A record that was merged or erased has no name of its own to correct. */
export class PersonGone extends Refusal {
  readonly code = 'people.person-gone';
  readonly kind = 'conflict' as const;
}

/** The record that goes on must be the one that can sign in. */
export class MergeWrongWay extends Refusal {
  readonly code = 'people.merge-wrong-way';
  readonly kind = 'conflict' as const;
}

/** Others were merged into the record that would end; it can only be the one that goes on. */
export class HasMerges extends Refusal {
  readonly code = 'people.has-merges';
  readonly kind = 'conflict' as const;
}

/** Something in another lib must be solved first, such as two places in one offering. */
export class MergeBlocked extends Refusal {
  readonly code = 'people.merge-blocked';
  readonly kind = 'conflict' as const;
}

/** Who is signed in would end their own record. */
export class NotYourself extends Refusal {
  readonly code = 'people.not-yourself';
  readonly kind = 'conflict' as const;
}

/** The merge was undone, or the person who goes on has been erased since. */
export class MergeGone extends Refusal {
  readonly code = 'people.merge-gone';
  readonly kind = 'conflict' as const;
}

/** What was typed over is not the name of the person. */
export class NameDiffers extends Refusal {
  readonly code = 'people.name-differs';
  readonly kind = 'invalid' as const;
  override readonly field = 'confirmation';
}

/** A record that was merged is erased together with the one that goes on. */
export class EraseTheOther extends Refusal {
  readonly code = 'people.erase-the-other';
  readonly kind = 'conflict' as const;
}

/** Only an organisation that exists can end, and only in one of its kind that exists that day. */
export class NoSuccessor extends Refusal {
  readonly code = 'people.no-successor';
  readonly kind = 'invalid' as const;
  override readonly field = 'successorId';
}

/** The organisation ended before, or its end is planned. */
export class EndsAlready extends Refusal {
  readonly code = 'people.ends-already';
  readonly kind = 'conflict' as const;
}

/** An organisation does not end before it began, nor further away than anybody plans. */
export class EndOutOfReach extends Refusal {
  readonly code = 'people.end-out-of-reach';
  readonly kind = 'invalid' as const;
  override readonly field = 'endsOn';
}

/** Other things depend on it by now; the page says which. */
export class EndingStands extends Refusal {
  readonly code = 'people.ending-stands';
  readonly kind = 'conflict' as const;
}

/** The file is no PNG. */
export class NoPicture extends Refusal {
  readonly code = 'people.no-picture';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The picture takes more bytes or pixels than a logo needs. */
export class PictureTooLarge extends Refusal {
  readonly code = 'people.picture-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** A link that was mailed is unknown, used or too old. */
export class LinkGone extends Refusal {
  readonly code = 'people.link-gone';
  readonly kind = 'not_found' as const;
}

/** Many people have this password, so it is tried first. */
export class PasswordTooCommon extends Refusal {
  readonly code = 'people.password-too-common';
  readonly kind = 'invalid' as const;
  override readonly field = 'password';
}

/** The password follows from who the person is and where they work. */
export class PasswordTooPersonal extends Refusal {
  readonly code = 'people.password-too-personal';
  readonly kind = 'invalid' as const;
  override readonly field = 'password';
}

/** The password that was asked to confirm a change is not the one of this account. */
export class CurrentPasswordWrong extends Refusal {
  readonly code = 'people.current-password-wrong';
  readonly kind = 'invalid' as const;
  override readonly field = 'currentPassword';
}

/** The address belongs to another account. */
export class AddressTaken extends Refusal {
  readonly code = 'people.address-taken';
  readonly kind = 'conflict' as const;
}

/** Mail goes to the primary address, so that one stays until there is another. */
export class AddressNeeded extends Refusal {
  readonly code = 'people.address-needed';
  readonly kind = 'conflict' as const;
}

/** Somebody else has decided on this request before. */
export class RequestDecided extends Refusal {
  readonly code = 'people.request-decided';
  readonly kind = 'conflict' as const;
}

/** The organisation does not exist, or no longer. */
export class OrganisationUnknown extends Refusal {
  readonly code = 'people.organisation-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'organisationId';
}

/** Somebody has as many keys as anybody oversees. */
export class TooManyTokens extends Refusal {
  readonly code = 'people.too-many-tokens';
  readonly kind = 'conflict' as const;

  constructor(override readonly params: { most: number }) {
    super(params);
  }
}

/** A role that ends is held for a day at least. */
export class EndsInThePast extends Refusal {
  readonly code = 'people.ends-in-the-past';
  readonly kind = 'invalid' as const;
  override readonly field = 'endsOn';
}

/** The person works at this organisation already. */
export class WorksThere extends Refusal {
  readonly code = 'people.works-there';
  readonly kind = 'conflict' as const;
  override readonly field = 'organisationId';
}

/** There is no such function. */
export class FunctionUnknown extends Refusal {
  readonly code = 'people.function-unknown';
  readonly kind = 'invalid' as const;
  override readonly field = 'functions';
}

/** An organisation with this name or CBS code exists. */
export class OrganisationExists extends Refusal {
  readonly code = 'people.organisation-exists';
  readonly kind = 'conflict' as const;
  override readonly field = 'shortName';
}

/** A municipality has a CBS code and a safety region. */
export class MunicipalityIncomplete extends Refusal {
  readonly code = 'people.municipality-incomplete';
  readonly kind = 'invalid' as const;
  override readonly field = 'cbsCode';
}

/** What was given is no mail domain, or one where anybody gets an address. */
export class DomainWrong extends Refusal {
  readonly code = 'people.domain-wrong';
  readonly kind = 'invalid' as const;
  override readonly field = 'domains';
}

/** Kept shorter, it no longer serves what it is for; kept longer, nobody needs it. */
export class PeriodOutside extends Refusal {
  readonly code = 'people.period-outside';
  readonly kind = 'invalid' as const;
  override readonly field = 'days';
}

/** A plan is for today or one of the days to come. */
export class DayOutOfReach extends Refusal {
  readonly code = 'people.day-out-of-reach';
  readonly kind = 'invalid' as const;
  override readonly field = 'from';
}

/** There is a function with this name. */
export class FunctionExists extends Refusal {
  readonly code = 'people.function-exists';
  readonly kind = 'conflict' as const;
  override readonly field = 'name';
}
