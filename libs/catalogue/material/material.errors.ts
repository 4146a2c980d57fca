import { Refusal } from '@academie/platform';

/** Neither a file nor a link was given, or both. */
export class FileOrLink extends Refusal {
  readonly code = 'catalogue.file-or-link';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** The file is of a kind that is not taken in, whatever its name says. */
export class UnwantedFile extends Refusal {
  readonly code = 'catalogue.unwanted-file';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** Params: megabytes. */
export class FileTooLarge extends Refusal {
  readonly code = 'catalogue.file-too-large';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** What is of a whole course has no day, and no audience of its own. */
export class NeedsAnOffering extends Refusal {
  readonly code = 'catalogue.needs-an-offering';
  readonly kind = 'invalid' as const;
  override readonly field = 'place';
}

/** Of something confidential nothing is told elsewhere, so reading it counts for nothing. */
export class ConfidentialCountsNot extends Refusal {
  readonly code = 'catalogue.confidential-counts-not';
  readonly kind = 'invalid' as const;
  override readonly field = 'counts';
}
