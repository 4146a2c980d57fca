import { isFailedCell, LOST_LETTER, readName, visibleText, withPrefix } from '@academie/platform';

import type { MeetingPerson } from '../meeting-report/meeting-report';

/** "Berg, Sanne van der" and "Sanne van der Berg (Gast)" as a name in two parts. */
export function guestOf(name: string): { givenName: string; familyName: string } {
  const { givenName, prefix, familyName } = readName(name);
  const family = withPrefix(prefix, familyName);
  const first = givenName || (family ? '(voornaam onbekend)' : visibleText(name.slice(0, 300)));
  return {
    givenName: first.slice(0, 100),
    familyName: family.slice(0, 100) || '(achternaam onbekend)',
  };
}

/** Whether the report gives a name that a guest can be kept under: no number, and no letter lost. */
export const hasName = ({ name, caller }: Pick<MeetingPerson, 'name' | 'caller'>): boolean =>
  !caller && !name.includes(LOST_LETTER) && !isFailedCell(name);
