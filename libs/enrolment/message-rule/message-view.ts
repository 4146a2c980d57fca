import { clockTime, shortDate, t } from '@academie/platform';

import { type LoggedMessageResponse, stateOf } from './message.dto';
import type { LoggedMessage } from './message-log.queries';
import type { EffectiveRule } from '../message/message-rules';
import type { Badge } from '../place/enrolment-badge';

/** "3 dagen voor elke sessie". */
export function whenText({ moment, days }: Pick<EffectiveRule, 'moment' | 'days'>): string {
  if (moment === 'transition') return 'Meteen';
  if (!days)
    return moment === 'before' ? 'Op de dag van de sessie' : 'Op de dag van de laatste sessie';
  const count = days === 1 ? '1 dag' : `${days} dagen`;
  return moment === 'before' ? `${count} voor elke sessie` : `${count} na de laatste sessie`;
}

/** The messages as a table; `home` is where their pages live. */
export const rulesTable = (rules: readonly EffectiveRule[], home: string): object => ({
  ruleColumns: ['Bericht', 'Wanneer', 'Gaat uit', 'Tekst'].map((label) => ({ label })),
  ruleRows: rules.map((rule) => ({
    cells: [
      { text: rule.label, href: `${home}/${rule.key}` },
      { label: 'Wanneer', text: whenText(rule) },
      { label: 'Gaat uit', badge: onOff(rule) },
      { label: 'Tekst', text: t(`enrolment.ruleFrom.${rule.from}`) },
    ],
  })),
});

const onOff = ({ essential, enabled }: EffectiveRule): Badge =>
  essential
    ? { label: 'Altijd' }
    : enabled
      ? { label: 'Aan', kind: 'good' }
      : { label: 'Uit', kind: 'warn' };

const STATE_BADGE: Record<LoggedMessageResponse['state'], Badge> = {
  sent: { label: 'Verstuurd', kind: 'good' },
  waiting: { label: 'In het postvak', kind: 'info' },
  failed: { label: 'Niet te bezorgen', kind: 'bad' },
  withdrawn: { label: 'Ingetrokken' },
};

/** What was sent to whom as a table. */
export const logTable = (messages: readonly LoggedMessage[]): object => ({
  logColumns: ['Aan', 'Onderwerp', 'Wanneer', 'Status'].map((label) => ({ label })),
  logRows: messages.map((message) => ({
    cells: [
      { text: message.name },
      { label: 'Onderwerp', text: message.subject },
      {
        label: 'Wanneer',
        text: `${shortDate(message.createdAt)}, ${clockTime(message.createdAt)} uur`,
      },
      { label: 'Status', badge: STATE_BADGE[stateOf(message)] },
    ],
  })),
});
