import { t } from '@academie/platform';

import type { MarkValue } from '../mark/mark-value';
import type { SessionHead } from '../register/session-access';

const MINUTE = 60_000;

/** From which part of the session on somebody counts as present, unless the trainer says otherwise. */
export const PRESENT_PERCENT = 80;
export const LOWEST_PERCENT = 1;

/** How long a session is and how much of it makes somebody present. */
export interface MeetingRule {
  sessionMinutes: number;
  percent: number;
}

/** How long the session is planned to be. */
export const sessionMinutes = ({
  startsAt,
  endsAt,
}: Pick<SessionHead, 'startsAt' | 'endsAt'>): number =>
  Math.max(1, Math.round((endsAt.getTime() - startsAt.getTime()) / MINUTE));

/** Minutes from which on somebody is present. */
export const presentFrom = ({ sessionMinutes, percent }: MeetingRule): number =>
  Math.max(1, Math.ceil((sessionMinutes * percent) / 100));

/** What these minutes make of somebody; undefined for less than a minute, which says nothing. */
export function valueOf(
  minutes: number,
  rule: MeetingRule,
): Extract<MarkValue, 'present' | 'partial'> | undefined {
  if (minutes < 1) return undefined;
  return minutes >= presentFrom(rule) ? 'present' : 'partial';
}

/** The rule as the trainer reads it. */
export const ruleText = (rule: MeetingRule): string =>
  t('attendance.meeting-rule', {
    percent: rule.percent,
    minutes: presentFrom(rule),
    sessionMinutes: rule.sessionMinutes,
  });
