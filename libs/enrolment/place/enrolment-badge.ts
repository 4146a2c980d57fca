import { hoursText } from '@academie/catalogue';
import { mediumDate, mediumMoment, shortDate, t, untilText } from '@academie/platform';

import type { EnrolmentRow } from './enrolment.queries';
import type { Outcome } from './enrolment-state';

/** A word and the tone in which a badge says it. */
export interface Badge {
  label: string;
  kind?: 'good' | 'warn' | 'bad' | 'info';
}

type BadgeFacts = Pick<
  EnrolmentRow,
  'state' | 'outcome' | 'cancelledBy' | 'waitingPosition' | 'offeredUntil' | 'endsAt'
>;

const OUTCOME_KIND: Record<Outcome, Badge['kind']> = {
  completed: 'good',
  waived: 'good',
  not_completed: 'warn',
  excused: 'info',
  no_show: 'bad',
};

/** How an enrolment stands, in a few words: "Ingeschreven", "Wachtlijst, plek 3". */
export function badgeOf(stand: BadgeFacts, now: Date): Badge {
  switch (stand.state) {
    case 'enrolled':
      return stand.endsAt && stand.endsAt <= now
        ? { label: t('enrolment.badge.not-marked'), kind: 'info' }
        : { label: t('enrolment.badge.enrolled'), kind: 'good' };
    case 'waitlisted':
      return {
        label: t('enrolment.badge.waitlisted', { position: stand.waitingPosition ?? '?' }),
        kind: 'warn',
      };
    case 'offered':
      return {
        label: stand.offeredUntil
          ? t('enrolment.badge.offered-until', { day: shortDate(stand.offeredUntil) })
          : t('enrolment.badge.offered'),
        kind: 'warn',
      };
    case 'requested':
      return { label: t('enrolment.badge.requested'), kind: 'info' };
    case 'declined':
      return { label: t('enrolment.badge.declined'), kind: 'bad' };
    case 'cancelled':
      return stand.cancelledBy === 'offering'
        ? { label: t('enrolment.badge.offering-cancelled'), kind: 'bad' }
        : {
            label: t(
              `enrolment.badge.${stand.cancelledBy === 'lapse' ? 'not-placed' : 'cancelled'}`,
            ),
          };
    case 'finished':
      return stand.outcome
        ? {
            label: t(`enrolment.outcome.${stand.outcome}`),
            ...(OUTCOME_KIND[stand.outcome] && { kind: OUTCOME_KIND[stand.outcome] }),
          }
        : { label: t('enrolment.badge.finished'), kind: 'good' };
    default:
      return stand.state satisfies never;
  }
}

/** What happens next for the person who is enrolled or waits; sentences. */
export function nextSteps(
  row: Pick<
    EnrolmentRow,
    | 'state'
    | 'waitingPosition'
    | 'enrolClosesAt'
    | 'startsAt'
    | 'mode'
    | 'cancelUntil'
    | 'offerHours'
    | 'offeredUntil'
    | 'decideBy'
    | 'reason'
  >,
): string[] {
  switch (row.state) {
    case 'enrolled':
      return row.mode === 'self_paced'
        ? [t('enrolment.next.self-paced')]
        : [t('enrolment.next.enrolled'), cancelText(row)];
    case 'waitlisted':
      return [
        row.offerHours === null
          ? t('enrolment.next.promoted')
          : t('enrolment.next.offer', { duration: hoursText(row.offerHours) }),
        row.enrolClosesAt
          ? t('enrolment.next.until-closing', { until: untilText(row.enrolClosesAt, mediumDate) })
          : t('enrolment.next.until-start'),
      ];
    case 'offered':
      return [
        row.offeredUntil
          ? t('enrolment.next.offered-until', { moment: mediumMoment(row.offeredUntil) })
          : t('enrolment.next.offered'),
      ];
    case 'requested':
      return [
        t('enrolment.next.requested'),
        ...(row.decideBy
          ? [t('enrolment.next.decided-by', { moment: mediumMoment(row.decideBy) })]
          : []),
      ];
    case 'declined':
      return row.reason ? [t('enrolment.next.reason', { reason: row.reason })] : [];
    case 'cancelled':
    case 'finished':
      return [];
    default:
      return row.state satisfies never;
  }
}

/** Until when somebody without a place can wait or answer, in one sentence; the page of the enrolment tells the rest. */
export function deadlineOf(
  row: Pick<EnrolmentRow, 'state' | 'enrolClosesAt' | 'offeredUntil' | 'decideBy'>,
): string | undefined {
  switch (row.state) {
    case 'waitlisted':
      return row.enrolClosesAt
        ? t('enrolment.deadline.waitlisted', { until: untilText(row.enrolClosesAt, mediumDate) })
        : t('enrolment.deadline.waitlisted-until-start');
    case 'offered':
      return row.offeredUntil
        ? t('enrolment.deadline.offered', { moment: mediumMoment(row.offeredUntil) })
        : t('enrolment.next.offered');
    case 'requested':
      return row.decideBy
        ? t('enrolment.next.decided-by', { moment: mediumMoment(row.decideBy) })
        : t('enrolment.next.requested');
    case 'enrolled':
    case 'declined':
    case 'cancelled':
    case 'finished':
      return undefined;
    default:
      return row.state satisfies never;
  }
}

function cancelText({
  cancelUntil,
  enrolClosesAt,
  startsAt,
}: Pick<EnrolmentRow, 'cancelUntil' | 'enrolClosesAt' | 'startsAt'>): string {
  const until = cancelUntil ?? enrolClosesAt;
  return until && startsAt && until < startsAt
    ? t('enrolment.next.cancel-until', { until: untilText(until, mediumDate) })
    : t('enrolment.next.cancel');
}
