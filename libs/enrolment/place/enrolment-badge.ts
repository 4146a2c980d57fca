import { hoursText } from '@academie/catalogue';
import { mediumDate, shortDate, clockTime, t, untilText } from '@academie/platform';

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
        ? { label: 'Presentie nog niet verwerkt', kind: 'info' }
        : { label: 'Ingeschreven', kind: 'good' };
    case 'waitlisted':
      return { label: `Wachtlijst, plek ${stand.waitingPosition ?? '?'}`, kind: 'warn' };
    case 'offered':
      return {
        label: stand.offeredUntil
          ? `Plek aangeboden tot ${shortDate(stand.offeredUntil)}`
          : 'Plek aangeboden',
        kind: 'warn',
      };
    case 'requested':
      return { label: 'Wacht op akkoord', kind: 'info' };
    case 'declined':
      return { label: 'Afgewezen', kind: 'bad' };
    case 'cancelled':
      return stand.cancelledBy === 'offering'
        ? { label: 'Ging niet door', kind: 'bad' }
        : { label: stand.cancelledBy === 'lapse' ? 'Geen plek gekregen' : 'Afgemeld' };
    case 'finished':
      return stand.outcome
        ? {
            label: t(`enrolment.outcome.${stand.outcome}`),
            ...(OUTCOME_KIND[stand.outcome] && { kind: OUTCOME_KIND[stand.outcome] }),
          }
        : { label: 'Afgerond', kind: 'good' };
    default:
      return stand.state satisfies never;
  }
}

/** What happens next for whoever is enrolled or waits; sentences. */
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
        ? ['U kunt meteen beginnen, in uw eigen tempo.']
        : ['U krijgt een mail met de afspraak voor uw agenda.', cancelText(row)];
    case 'waitlisted':
      return [
        row.offerHours === null
          ? 'Komt er een plek vrij en bent u aan de beurt? Dan wordt u vanzelf ingeschreven en krijgt u bericht.'
          : `Komt er een plek vrij en bent u aan de beurt? Dan krijgt u bericht, en hebt u ${hoursText(row.offerHours)} om de plek aan te nemen.`,
        row.enrolClosesAt
          ? `Dat kan ${untilText(row.enrolClosesAt, mediumDate)}, als de inschrijving sluit.`
          : 'Dat kan tot de eerste bijeenkomst begint.',
      ];
    case 'offered':
      return [
        row.offeredUntil
          ? `Er is een plek voor u vrijgehouden tot ${moment(row.offeredUntil)}. Neem die op tijd aan, anders gaat de plek naar de volgende.`
          : 'Er is een plek voor u vrijgehouden. Neem de plek op tijd aan, anders gaat die naar de volgende.',
      ];
    case 'requested':
      return [
        'Uw aanvraag wacht op akkoord. U krijgt bericht.',
        ...(row.decideBy ? [`Er wordt beslist voor ${moment(row.decideBy)}.`] : []),
      ];
    case 'declined':
      return row.reason ? [`Reden: ${row.reason}`] : [];
    case 'cancelled':
    case 'finished':
      return [];
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
    ? `Kunt u niet? Afmelden kan ${untilText(until, mediumDate)}. Daarna kan het ook nog, maar dan noteren we een late afmelding.`
    : 'Kunt u niet? Meld u dan af zodra u het weet. Dan kan iemand anders op uw plek.';
}

const moment = (date: Date): string => `${mediumDate(date)}, ${clockTime(date)} uur`;
