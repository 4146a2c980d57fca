import { readName, visibleText, withPrefix } from '@academie/platform';

import type { BulkAnswer } from './bulk-dry-run';
import { type ListedPerson, MOST_PEOPLE } from './bulk-file';

/** What is filled in for somebody on a list that was validated; '' is nothing. */
export interface Amendment {
  /** Code of the organisation. */
  organisation: string;
  email: string;
  name: string;
  /** The row was hidden in the workbook, and counts all the same. */
  isTaken: boolean;
}

/** What a row asks, that can be answered beside it. */
export type Asked = keyof Amendment;

/** More rows than these are mended in the list itself: each asks with a choice of all organisations. */
export const MOST_ASKED = 50;

const LONGEST = 300;
const ASKED: Record<string, Asked> = {
  noOrganisation: 'organisation',
  unknownOrganisation: 'organisation',
  noAddress: 'email',
  nameUnknown: 'email',
  severalOfName: 'email',
  noName: 'name',
  hiddenRow: 'isTaken',
};

/** What is asked of this row, if anything. */
export const askedOf = ({ outcome, problem = '' }: BulkAnswer): Asked | undefined =>
  outcome === 'rejected' ? ASKED[problem] : undefined;

/** Somebody on a list with what was filled in. */
export function amended(person: ListedPerson, amendment: Amendment): ListedPerson {
  const { organisation, email, name, isTaken } = amendment;
  const { broken, ...rest } = person;
  const read = readName(name);
  return {
    ...rest,
    email: email || rest.email,
    organisation: organisation || rest.organisation,
    givenName: read.givenName || rest.givenName,
    familyName: withPrefix(read.prefix, read.familyName) || rest.familyName,
    ...(broken && !(broken === 'hiddenRow' && isTaken) && { broken }),
  };
}

/** What a form fills in, by place in the list. */
export function amendmentsIn(
  form: Partial<Record<Asked, Record<string, unknown> | undefined>> & { allHidden?: string },
): Map<number, Amendment> {
  const textOf = (asked: Asked, at: number): string => {
    const value = form[asked]?.[String(at)];
    return typeof value === 'string' ? visibleText(value.slice(0, LONGEST)) : '';
  };
  return new Map(
    Array.from({ length: MOST_PEOPLE }, (_, at) => [
      at,
      {
        organisation: textOf('organisation', at),
        email: textOf('email', at),
        name: textOf('name', at),
        isTaken: form.allHidden === 'ja' || textOf('isTaken', at) === 'ja',
      },
    ]),
  );
}
