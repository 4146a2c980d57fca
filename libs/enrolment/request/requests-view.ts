import { dateRangeText } from '@academie/catalogue';
import { longDate, t, mediumMoment } from '@academie/platform';

import type { AnswerRow } from '../place/answers.queries';
import type { RequestRow } from './requests.queries';

const HOME = { href: '/aanvragen', label: 'Aanvragen' };

/** Requests that wait for the reader. */
export const requestsView = (
  requests: readonly RequestRow[],
  principals: readonly { name: string; validUntil: string }[],
): object => ({
  title: 'Aanvragen',
  principals: principals.map(({ name, validUntil }) => ({
    name,
    until: longDate(new Date(`${validUntil}T12:00:00Z`)),
  })),
  columns: [
    { label: 'Wie' },
    { label: 'Training' },
    { label: 'Beslissen voor' },
    { label: 'Akkoord', hidden: true },
  ],
  requests: requests.map((request) => ({
    who: request.personName,
    organisation: request.organisationName ?? 'Geen organisatie',
    course: request.courseTitle,
    when: whenText(request),
    places: placesText(request),
    decideBy: t('enrolment.request.before', { moment: mediumMoment(request.decideBy) }),
    href: `${HOME.href}/${request.id}`,
    approveAction: `${HOME.href}/${request.id}/akkoord`,
  })),
});

/** One request, with all that is needed to decide. */
export const requestView = (request: RequestRow, answers: readonly AnswerRow[]): object => ({
  title: t('enrolment.request.title', { person: request.personName }),
  crumbs: [HOME, { label: request.personName }],
  facts: [
    { term: 'Wie', text: request.personName },
    { term: 'Organisatie', text: request.organisationName ?? 'Geen organisatie' },
    { term: 'Training', text: request.courseTitle, href: `/aanbod/${request.courseSlug}` },
    { term: 'Wanneer', text: whenText(request) },
    { term: 'Plekken', text: placesText(request) },
    { term: 'Gevraagd op', text: mediumMoment(request.askedAt) },
    {
      term: 'Beslissen voor',
      text: t('enrolment.request.decide-by', { moment: mediumMoment(request.decideBy) }),
    },
    ...answers.map(({ question, answer }) => ({ term: question, text: answer })),
  ],
  approveAction: `${HOME.href}/${request.id}/akkoord`,
  refuseAction: `${HOME.href}/${request.id}/afwijzen`,
  backHref: HOME.href,
});

const whenText = ({ startsAt, endsAt }: RequestRow): string =>
  startsAt && endsAt ? dateRangeText(startsAt, endsAt) : 'Op eigen tempo';

function placesText({ placesLeft, waitingCount }: RequestRow): string {
  if (placesLeft === 0)
    return waitingCount === 0
      ? 'Vol'
      : t('enrolment.request.full-waiting', { waiting: waitingCount });
  return t('enrolment.request.seats-free', { count: placesLeft });
}
