import { dateRangeText } from '@academie/catalogue';
import { isId, refusalText, t } from '@academie/platform';

import type { ParticipantRow } from '../participants/participants.queries';
import type { Change } from './bulk-change.dto';
import type { ChangeResult, MoveTarget } from './bulk-change.service';

const ALL = 'iedereen';
const NOBODY = 'niemand';

/** Who is ticked by a link of the page. */
export const tickedBy = (kies: string, people: readonly ParticipantRow[]): string[] =>
  people.filter(({ state }) => kies === ALL || kies === state).map(({ id }) => id);

/** The date that people are moved to. */
export function whenOf(targets: readonly MoveTarget[], id: unknown): string {
  const target = targets.find((one) => one.id === id);
  return target ? dateRangeText(target.startsAt, target.endsAt) : t('enrolment.bulk-change.there');
}

/** Links that tick several at once, where there is more than one sort. */
export function choicesOf(live: readonly ParticipantRow[], path: string): object[] {
  const states = [...new Set(live.map(({ state }) => state))];
  const one = (value: string, count: number): object => ({
    href: value === NOBODY ? path : `${path}?kies=${value}`,
    label: t(`enrolment.bulk-change.choose.${value}`, { count }),
  });
  if (live.length < 2) return [];
  return [
    one(ALL, live.length),
    ...(states.length > 1
      ? states.map((value) => one(value, live.filter(({ state }) => state === value).length))
      : []),
    one(NOBODY, 0),
  ];
}

/** What else follows: who waits moves up. */
export function notesOf(
  change: Change,
  chosen: readonly ParticipantRow[],
  waiting: number,
): string[] {
  const freed = chosen.filter(({ state }) => state === 'enrolled' || state === 'offered').length;
  const moveUp = change === 'cancel' || change === 'move' ? Math.min(freed, waiting) : 0;
  return [
    t('enrolment.bulk-change.all-hear'),
    ...(moveUp > 0 ? [t('enrolment.bulk-change.move-up', { count: moveUp })] : []),
  ];
}

/** How many it was done for, in a sentence. */
export function summaryOf(results: readonly ChangeResult[], change: Change): object {
  const refused = results.filter(({ refusal }) => refusal).length;
  const wasSo = results.filter((one) => one.wasSo).length;
  const done = results.length - refused - wasSo;
  return {
    kind: refused > 0 ? 'warning' : 'ok',
    text: [
      t(`enrolment.bulk-change.count-${change}`, { count: done }),
      ...(wasSo > 0 ? [t('enrolment.bulk-change.count-was-so', { count: wasSo })] : []),
      ...(refused > 0 ? [t('enrolment.bulk-change.count-refused', { count: refused })] : []),
    ].join(' '),
  };
}

/** The form that takes back what was done just now; what was so before is left alone. */
export function undoOf(
  results: readonly ChangeResult[],
  change: Change,
  { offeringId, toOfferingId }: { offeringId: string; toOfferingId: unknown },
): object | undefined {
  const done = results.filter(
    ({ refusal, wasSo, hadSeatThere }) => !refusal && !wasSo && !hadSeatThere,
  );
  const back =
    change === 'cancel' ? 'restore' : change === 'move' && isId(toOfferingId) ? 'move' : undefined;
  if (!back || done.length === 0) return undefined;
  const at = back === 'move' ? String(toOfferingId) : offeringId;
  return {
    action: `/beheer/uitvoeringen/${at}/deelnemers/wijzigen`,
    question: t(`enrolment.bulk-change.undo-${change}`, { count: done.length }),
    fields: [
      ...done.map(({ enrolmentId, enrolmentIdThere }) => ({
        name: 'enrolmentIds',
        value: back === 'move' ? enrolmentIdThere : enrolmentId,
      })),
      { name: 'change', value: back },
      ...(back === 'move' ? [{ name: 'toOfferingId', value: offeringId }] : []),
      { name: 'sure', value: 'ja' },
    ],
  };
}

export const personView = (row: ParticipantRow): object => ({
  id: row.id,
  who: `${row.familyName}, ${row.givenName}`,
  organisation: row.organisationName ?? '',
  stateText: t(`enrolment.state.${row.state}`),
});

export const resultRow = (
  result: ChangeResult,
  people: ParticipantRow[],
  change: Change,
): object => {
  const row = people.find(({ id }) => id === result.enrolmentId);
  return {
    cells: [
      { text: row ? `${row.familyName}, ${row.givenName}` : t('enrolment.bulk-change.unknown') },
      { label: 'Uitkomst', badge: badgeOf(result) },
      { label: 'Uitleg', text: explanationOf(result, change) },
    ],
  };
};

function badgeOf({ refusal, wasSo }: ChangeResult): { label: string; kind: string } {
  if (refusal) return { label: t('enrolment.bulk-change.refused'), kind: 'bad' };
  return wasSo
    ? { label: t('enrolment.bulk-change.was-so'), kind: 'info' }
    : { label: t('enrolment.bulk-change.done'), kind: 'good' };
}

/** What somebody has now; who was approved may wait all the same. */
function explanationOf(
  { refusal, wasSo, state, hadSeatThere }: ChangeResult,
  change: Change,
): string {
  if (refusal) return refusalText(refusal);
  if (change === 'move' && !wasSo)
    return t(`enrolment.bulk-change.${hadSeatThere ? 'had' : 'got'}-seat-there`);
  return state === 'enrolled' ||
    state === 'waitlisted' ||
    state === 'requested' ||
    state === 'cancelled'
    ? t(`enrolment.bulk-change.${wasSo ? 'was' : 'now'}-${state}`)
    : '';
}
