import { Refusal } from '@academie/platform';

/** A file that is no table, or too large a one. */
export class ListUnreadable extends Refusal {
  readonly code = 'people.list-unreadable';
  readonly kind = 'invalid' as const;
  override readonly field = 'file';
}

/** A row of a list holds no address that could be one. */
export class ListAddressWrong extends Refusal {
  readonly code = 'people.list-address-wrong';
  readonly kind = 'invalid' as const;
}

/** A row of a list says no name, or one that is too long. */
export class ListNameMissing extends Refusal {
  readonly code = 'people.list-name-missing';
  readonly kind = 'invalid' as const;
}

/** A row of a list names no group that the reader manages. */
export class ListGroupUnknown extends Refusal {
  readonly code = 'people.list-group-unknown';
  readonly kind = 'invalid' as const;
}

/** A cell of a row is not what its column asks for. */
export class ListRowWrong extends Refusal {
  readonly code = 'people.list-row-wrong';
  readonly kind = 'invalid' as const;
}
