import { Refusal, type RefusalKind } from '@academie/platform';

/** Words of RFC 7644, section 3.12. */
export type ScimType =
  | 'invalidFilter'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers';

/** A request of a directory is refused; `why` is a sentence in English, since programs and their managers read it. */
export class ScimRefusal extends Refusal {
  readonly code = 'people.scim';

  constructor(
    readonly kind: RefusalKind,
    readonly why: string,
    readonly scimType?: ScimType,
  ) {
    super();
  }
}

/** 400 with a word for what is wrong. */
export const wrong = (scimType: ScimType, why: string): ScimRefusal =>
  new ScimRefusal('invalid', why, scimType);

export const noSuchUser = (): ScimRefusal =>
  new ScimRefusal('not_found', 'There is no such user among the people of this key');
