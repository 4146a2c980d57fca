import { mediumDate, startOfDay, t } from '@academie/platform';

import type { EndingRow, LineStep, OrganisationDetail } from './organisation.queries';

/** A day of the database, for people. */
export const dutchDay = (day: string): string => {
  const date = startOfDay(day);
  return date ? mediumDate(date) : day;
};

/** From when until when, for people; nothing for what always was and is. */
export const validity = (validFrom: string | null, validTo: string | null): string =>
  [validFrom && `vanaf ${dutchDay(validFrom)}`, validTo && `tot ${dutchDay(validTo)}`]
    .filter(Boolean)
    .join(' ');

export const organisationView = (organisation: OrganisationDetail): object => ({
  name: organisation.name,
  facts: [
    { term: 'Soort', text: t(`people.organisation-kind.${organisation.kind}`) },
    { term: 'Veiligheidsregio', text: organisation.safetyRegion },
    { term: 'CBS-code', text: organisation.cbsCode },
    { term: 'Bestaat', text: validity(organisation.validFrom, organisation.validTo) || 'ja' },
    { term: 'Mensen die er werken', text: String(organisation.people) },
    { term: 'Coördinatoren', text: organisation.coordinators.join(', ') || 'geen' },
  ].filter(({ text }) => text),
});

/** One step in the line of organisations that went up in each other. */
export const lineView = (step: LineStep, current: string): object => ({
  name: step.name,
  href: step.id === current ? undefined : `/beheer/organisaties/${step.id}`,
  when: validity(step.validFrom, step.validTo) || 'bestaat',
});

export const endingView = (row: EndingRow, mayUndo: boolean): object => ({
  text: `${row.organisation} ${row.doneAt ? 'is opgegaan' : 'gaat op'} in ${row.successor}, met ingang van ${dutchDay(row.endsOn)}`,
  by: `Vastgelegd op ${mediumDate(row.plannedAt)} door ${row.plannedBy}. Reden: ${row.reason}.`,
  moved: row.doneAt
    ? `${row.jobs} ${row.jobs === 1 ? 'functie ging' : 'functies gingen'} mee.`
    : 'Nog niet uitgevoerd.',
  undone:
    row.undoneAt &&
    `Teruggedraaid op ${mediumDate(row.undoneAt)} door ${row.undoneBy}: ${row.undoReason}`,
  undoHref: mayUndo && !row.undoneAt ? `/beheer/herindelingen/${row.id}/terugdraaien` : undefined,
  undoLabel: row.doneAt ? 'Terugdraaien' : 'Plan intrekken',
});
