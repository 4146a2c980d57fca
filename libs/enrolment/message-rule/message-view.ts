import { clockTime, shortDate, t } from '@academie/platform';

import { type LoggedMessageResponse, stateOf } from './message.dto';
import type { LoggedMessage } from './message-log.queries';
import type { EffectiveRule } from '../message/message-rules';
import type { Badge } from '../place/enrolment-badge';

/** "3 dagen voor elke sessie". */
export function whenText({ moment, days }: Pick<EffectiveRule, 'moment' | 'days'>): string {
  if (moment === 'transition') return t('enrolment.message-rule.at-once');
  if (!days)
    return moment === 'before'
      ? t('enrolment.message-rule.on-day')
      : t('enrolment.message-rule.on-last-day');
  return t(`enrolment.message-rule.days-${moment}`, { count: days });
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

type MailState = LoggedMessageResponse['state'];

const STATE_KIND: Record<MailState, Badge['kind']> = {
  sent: 'good',
  waiting: 'info',
  failed: 'bad',
  withdrawn: undefined,
};

const stateBadge = (state: MailState): Badge => ({
  label: t(`enrolment.mail-state.${state}`),
  kind: STATE_KIND[state],
});

/** What was sent to whom as a table. */
export const logTable = (messages: readonly LoggedMessage[]): object => ({
  logColumns: ['Aan', 'Onderwerp', 'Wanneer', 'Status'].map((label) => ({ label })),
  logRows: messages.map((message) => ({
    cells: [
      { text: message.name },
      { label: 'Onderwerp', text: message.subject },
      {
        label: 'Wanneer',
        text: `${shortDate(message.createdAt)}, ${clockTime(message.createdAt)}\u00a0uur`,
      },
      { label: 'Status', badge: stateBadge(stateOf(message)) },
    ],
  })),
});
