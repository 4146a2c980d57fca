import { Refusal } from '@academie/platform';

/** No file came with the form, and the course has no picture yet. */
export class NoPicture extends Refusal {
  readonly code = 'catalogue.no-picture';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The file is no PNG, JPEG or WebP, whatever its name says, or it is broken. */
export class UnreadablePicture extends Refusal {
  readonly code = 'catalogue.unreadable-picture';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Params: megabytes. */
export class CoursePictureTooLarge extends Refusal {
  readonly code = 'catalogue.course-picture-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** It has more pixels than are unpacked. */
export class TooManyPixels extends Refusal {
  readonly code = 'catalogue.too-many-pixels';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Params: pixels, so wide at least. */
export class PictureTooSmall extends Refusal {
  readonly code = 'catalogue.picture-too-small';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}
