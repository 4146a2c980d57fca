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
    { term: t('people.organisation.people'), text: String(organisation.people) },
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
  text: t(row.doneAt ? 'people.organisation.went-up' : 'people.organisation.goes-up', {
    organisation: row.organisation,
    successor: row.successor,
    day: dutchDay(row.endsOn),
  }),
  by: t('people.organisation.planned', {
    day: mediumDate(row.plannedAt),
    by: row.plannedBy,
    reason: row.reason,
  }),
  moved: row.doneAt
    ? t('people.organisation.jobs-moved', { count: row.jobs })
    : t('people.organisation.not-carried-out'),
  undone:
    row.undoneAt &&
    t('people.undone', { day: mediumDate(row.undoneAt), by: row.undoneBy, reason: row.undoReason }),
  undoHref: mayUndo && !row.undoneAt ? `/beheer/herindelingen/${row.id}/terugdraaien` : undefined,
  undoLabel: row.doneAt ? 'Terugdraaien' : 'Plan intrekken',
});
