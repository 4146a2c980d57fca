import type { Actor } from '@academie/people';
import { bareText, readName, withPrefix } from '@academie/platform';

import type { ListedPerson } from './bulk-file';

/** An organisation that people on a list may work for. */
export interface KnownOrganisation {
  id: string;
  code: string;
  /** As people know it. */
  name: string;
  /** What people call it, as `bareOrganisation` writes it. */
  words: string[];
  domain: string | null;
}

/** For comparing: "Gemeente Alkmaar" and "alkmaar" are one. */
export const bareOrganisation = (name: string): string =>
  bareText(name.replace(/^\s*gemeente\s+/i, ''));

/** Named on the list, else the one whose addresses end so, else the only one a coordinator has. */
export function organisationOf(
  { organisation }: Pick<ListedPerson, 'organisation'>,
  email: string,
  actor: Pick<Actor, 'coordinatedOrganisations'>,
  organisations: readonly KnownOrganisation[],
): string | undefined {
  if (organisation) return named(organisation, organisations)?.id;
  const [only, ...others] = actor.coordinatedOrganisations;
  return byDomain(email, organisations)?.id ?? (others.length === 0 ? only : undefined);
}

/**
 * Somebody whose name was read together with the organisation behind it: "Sam de Vries, Alkmaar", and "Sam de
 * Vries - Alkmaar" where the address is one of Alkmaar. Only who knows the organisations can tell.
 */
export function withoutOrganisation(
  person: ListedPerson,
  organisations: readonly KnownOrganisation[],
): ListedPerson {
  const { givenName, familyName, organisation, email } = person;
  if (organisation) return person;
  if (familyName.includes(' ') && named(givenName, organisations))
    return { ...person, ...nameOf(familyName), organisation: givenName };
  const hyphen = familyName.lastIndexOf('-');
  const behind = hyphen > 0 ? named(familyName.slice(hyphen + 1), organisations) : undefined;
  return behind && behind.id === byDomain(email, organisations)?.id
    ? { ...person, familyName: familyName.slice(0, hyphen), organisation: behind.name }
    : person;
}

function nameOf(whole: string): Pick<ListedPerson, 'givenName' | 'familyName'> {
  const { givenName, prefix, familyName } = readName(whole);
  return { givenName, familyName: withPrefix(prefix, familyName) };
}

const named = (
  organisation: string,
  organisations: readonly KnownOrganisation[],
): KnownOrganisation | undefined => {
  const bare = bareOrganisation(organisation);
  return bare === '' ? undefined : organisations.find(({ words }) => words.includes(bare));
};

const byDomain = (
  email: string,
  organisations: readonly KnownOrganisation[],
): KnownOrganisation | undefined => {
  const domain = email.slice(email.indexOf('@') + 1).toLowerCase();
  return organisations.find((one) => one.domain !== null && one.domain === domain);
};
