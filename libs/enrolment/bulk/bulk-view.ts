import { t } from '@academie/platform';

import { asksOf } from './bulk-asks';
import type { BulkAnswer, BulkOutcome, Choices } from './bulk-dry-run';
import { problemText, whoOf } from './bulk-text';
import { type BulkRow, countsOf } from './bulk.service';
import { listHome } from '../participants/offering-links';
import type { OfferingHead } from '../participants/participants.queries';
import type { Badge } from '../place/enrolment-badge';

const KIND: Record<BulkOutcome, Badge['kind']> = {
  enrolled: 'good',
  waitlisted: 'warn',
  requested: 'info',
  there: 'info',
  rejected: 'bad',
};

export const listCrumbs = (head: OfferingHead, label: string): object[] => [
  { href: `/aanbod/${head.courseSlug}`, label: head.courseTitle },
  { href: `/beheer/uitvoeringen/${head.id}/deelnemers`, label: 'Deelnemers' },
  ...(label === START ? [] : [{ href: listHome(head.id), label: START }]),
  { label },
];
export const START = 'Meer mensen inschrijven';

/** A list with the answer to everybody on it; `left` of its places can be taken back. */
export function bulkView(
  list: BulkRow,
  head: OfferingHead,
  choices: Choices,
  left: number,
): object {
  const isValidated = list.state === 'validated';
  const counts = countsOf(list.answers);
  const path = `${listHome(head.id)}/${list.id}`;
  const going = counts.enrolled + counts.waitlisted + counts.requested;
  return {
    title: isValidated ? 'Klopt dit?' : 'Gedaan',
    crumbs: listCrumbs(head, isValidated ? 'Controleren' : 'Gedaan'),
    course: head.courseTitle,
    sourceName: list.sourceName,
    steps: [
      { label: 'Lijst kiezen', state: 'done' },
      { label: 'Controleren', state: isValidated ? 'current' : 'done' },
      { label: 'Ingeschreven', state: isValidated ? 'todo' : 'done' },
    ],
    stats: [
      {
        label: t(`enrolment.bulk.${isValidated ? 'gets-seat' : 'enrolled'}`),
        value: counts.enrolled,
      },
      { label: 'Wachtlijst', value: counts.waitlisted },
      ...(counts.requested > 0
        ? [{ label: t('enrolment.bulk.awaits-approval'), value: counts.requested }]
        : []),
      { label: t('enrolment.bulk.newly-invited'), value: counts.invited },
      { label: t('enrolment.bulk.was-there'), value: counts.there },
      {
        label: 'Lukt niet',
        value: counts.rejected,
        ...(counts.rejected > 0 && { kind: 'bad' }),
      },
    ],
    isValidated,
    undoAction: left > 0 ? `${path}/ongedaan` : undefined,
    undoAsks: t('enrolment.bulk.undo-asks', { count: left }),
    nothingToDo: isValidated && going === 0,
    confirmHref: `${path}/bevestigen`,
    confirmLabel: going === 1 ? '1 persoon inschrijven' : `${going} mensen inschrijven`,
    backHref: listHome(head.id),
    amendHref: `${path}/aanvullen`,
    asks: isValidated ? asksOf(list.answers, choices) : [],
    allHidden: list.answers.filter(({ problem }) => problem === 'hiddenRow').length > 1,
    nameless: list.answers.filter(({ problem }) => problem === 'nameUnknown').length,
    mendHref: counts.rejected > 0 ? `${listHome(head.id)}?uit=${list.id}` : undefined,
    participantsHref: `/beheer/uitvoeringen/${head.id}/deelnemers`,
    columns: ['Regel', 'Wie', 'Uitkomst', 'Uitleg'].map((label) => ({ label })),
    rows: list.answers.map((answer) => ({
      cells: [
        { text: `Regel\u00a0${answer.row}` },
        { label: 'Wie', text: whoOf(answer) },
        {
          label: 'Uitkomst',
          badge: {
            label: t(`enrolment.bulkOutcome.${answer.outcome}`),
            kind: KIND[answer.outcome],
          },
        },
        { label: 'Uitleg', text: explanationOf(answer, isValidated) },
      ],
    })),
  };
}

/** What became of taking it back. */
const undoneText = (undone: string): string => {
  if (undone === 'done' || undone === 'changed') return t(`enrolment.bulk.undo-${undone}`);
  return t('enrolment.bulk.undo-refused', { why: t(undone.replace('.', '.refusal.')) });
};

function explanationOf(answer: BulkAnswer, isValidated: boolean): string {
  if (answer.problem) return problemText(answer);
  return [
    answer.undone && undoneText(answer.undone),
    answer.waitingPosition && t('enrolment.bulk.waiting', { position: answer.waitingPosition }),
    answer.invited &&
      t(`enrolment.bulk.${isValidated ? 'to-invite' : 'invited'}`, {
        organisation: answer.organisationName ?? '',
      }),
    isValidated && answer.overlap,
    answer.outcome === 'there' && t('enrolment.bulk.was-on-list'),
  ]
    .filter(Boolean)
    .join(' ');
}
