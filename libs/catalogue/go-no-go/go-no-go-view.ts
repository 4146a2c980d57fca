import { clockTime, hourText, longDate, shortDate, t } from '@academie/platform';

import type { DecisionRow } from './go-no-go.service';
import { ADMIN } from '../manage/manage-view';
import { dateRangeText } from '../offering/date-range-text';

const LIST = { href: '/beheer/besluiten', label: 'Besluiten' };

/** What is still to be decided on. */
export const decisionsView = (decisions: readonly DecisionRow[]): object => ({
  title: t('catalogue.decision.list'),
  crumbs: [ADMIN, { label: LIST.label }],
  columns: [
    { label: 'Training' },
    { label: 'Wanneer' },
    { label: 'Deelnemers' },
    { label: 'Minimum', numeric: true },
    { label: 'Beslissen op' },
  ],
  rows: decisions.map((decision) => ({
    cells: [
      { text: decision.courseTitle, href: `/beheer/uitvoeringen/${decision.id}/besluit` },
      { text: whenText(decision), label: 'Wanneer' },
      { badge: badgeOf(decision), label: 'Deelnemers' },
      { text: String(decision.minimum), numeric: true, label: 'Minimum' },
      {
        text: `${shortDate(decision.decideAt)}, ${hourText(decision.decideAt)}`,
        whole: true,
        label: 'Beslissen op',
      },
    ],
  })),
});

/** One offering, with what speaks for and against. */
export const decisionView = (decision: DecisionRow): object => ({
  title: t('catalogue.decision.title'),
  crumbs: [ADMIN, LIST, { label: decision.courseTitle }],
  course: decision.courseTitle,
  when: whenText(decision),
  stats: [
    { label: 'Deelnemers', value: decision.taken, note: `minimum ${decision.minimum}` },
    { label: 'Nog nodig', value: Math.max(0, decision.minimum - decision.taken) },
    { label: 'Wachtlijst', value: decision.waitingCount },
  ],
  due: decision.askedAt
    ? t('catalogue.decision.was-due', { moment: moment(decision.decideAt) })
    : t('catalogue.decision.due', { moment: moment(decision.decideAt) }),
  action: `/beheer/uitvoeringen/${decision.id}/besluit`,
  participantsHref: `/beheer/uitvoeringen/${decision.id}/deelnemers`,
});

const badgeOf = ({ taken, minimum, askedAt }: DecisionRow): object => ({
  label: String(taken),
  kind: taken >= minimum ? 'good' : askedAt ? 'bad' : 'warn',
});

const whenText = ({ startsAt, endsAt }: DecisionRow): string =>
  startsAt && endsAt ? dateRangeText(startsAt, endsAt) : 'Op eigen tempo';

const moment = (date: Date): string => `${longDate(date)} ${clockTime(date)}\u00a0uur`;
