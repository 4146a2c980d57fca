import { dutchNumber, t } from '@academie/platform';

import { definitionOf } from '../rule/rule';
import type { TargetRow } from './target.queries';
import { planBeforeOf } from './target-status';
import { countOf, dutchDay, requirementText } from './target-labels';
import type { Value } from './target-value';

/** From so many months before the end on, nothing is told by the month. */
const LAST_MONTH = 1.5;

/** What of a target advice is about. */
type Advised = Pick<TargetRow, 'rule' | 'unit' | 'periodTo'>;

/** What exactly lacks, and by when: one or two sentences, the same on every page and in every mail. */
export function adviceOf(target: Advised, value: Value): string {
  if (value.missing) return t(`targets.advice.no-${value.missing}`);
  if (value.status === 'met') return t('targets.forecast.norm-reached');
  return [lacksOf(target, value), toDoOf(target, value)].filter(Boolean).join(' ');
}

function lacksOf({ rule, unit }: Advised, value: Value): string {
  const { parts, norm, requirements } = value;
  const { shows, pace } = definitionOf(rule);
  if (parts) {
    const lacks = Math.ceil((norm / 100) * parts.denominator) - parts.numerator;
    return lacks > 0
      ? t('targets.advice.ratio-lacks', {
          ...{ count: lacks, lacks: dutchNumber(lacks) },
          of: dutchNumber(parts.denominator),
        })
      : t('targets.advice.ratio-holds');
  }
  const lost = lostQuarters(value);
  if (lost && pace === 'quarterly') return t('targets.advice.quarter-lost', { quarters: lost });
  if (shows === 'finished') return t('targets.advice.not-finished');
  const open = requirements.filter(({ met }) => !met).map(openText);
  const gap = norm - (value.value ?? 0);
  return [
    gap > 0 ? t('targets.forecast.gap', { gap: countOf(gap, unit) }) : '',
    open.length > 0 ? t('targets.advice.requirements', { list: open.join(', ') }) : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function toDoOf({ rule, unit, periodTo }: Advised, value: Value): string {
  const { status, forecast, planBefore, toClose, norm } = value;
  if (toClose > 0 && status !== 'unreachable')
    return t('targets.advice.to-close', { open: countOf(toClose, unit), count: toClose });
  switch (status) {
    case 'unreachable':
      return lostQuarters(value) ? '' : t('targets.advice.over');
    case 'planned':
      return t('targets.advice.planned');
    case 'met':
    case 'no_norm':
    case 'undetermined':
      return '';
    case 'on_track':
      if (definitionOf(rule).pace === 'always' || !forecast) return '';
      break;
    case 'behind':
    case 'to_plan':
      if (definitionOf(rule).pace === 'always') return '';
      break;
    default:
      status satisfies never;
  }
  const before = planBefore && status !== 'behind' ? planBefore : periodTo;
  const day = dutchDay(before);
  if (!forecast) return t('targets.advice.finish', { day });
  const quarters = openQuarters(value);
  if (lacksNumber(value)) return t('targets.advice.until', { day: dutchDay(periodTo) });
  if (quarters) return t('targets.advice.quarters', { list: quarters });
  const needed = Math.max(forecast.needed, unplanned(value) > 0 ? 1 : 0);
  const number = dutchNumber(needed);
  switch (forecast.basis) {
    case 'sessions':
      return needed > 0
        ? t('targets.advice.plan', {
            sessions: t('targets.forecast.sessions', { count: needed, number }),
            day,
          })
        : t('targets.advice.planned');
    case 'seats':
      return needed > 0
        ? t('targets.advice.fill', {
            seats: t('targets.forecast.seats', { count: needed, number }),
            day,
          })
        : t('targets.advice.planned');
    case 'organisations':
      return needed > 0
        ? t('targets.advice.invite', { needed: countOf(needed, unit), day })
        : t('targets.advice.planned');
    case 'pace':
      // Of a few a year nobody speaks by the month.
      if (planBefore) return t('targets.advice.finish', { day });
      // Where hardly more than a month is left, so many a month is the gap once more.
      return norm - (value.value ?? 0) < LAST_MONTH * needed
        ? t('targets.advice.until', { day })
        : t('targets.advice.per-month', { needed: number, day });
    default:
      return forecast.basis satisfies never;
  }
}

/** "voor inwoners", or of a part that asks for a number "120 deelnemers (23 van 120)". */
const openText = (one: Value['requirements'][number]): string =>
  (one.atLeast ?? 1) > 1
    ? `${one.label.toLowerCase()} (${requirementText(one)})`
    : one.label.toLowerCase();

/** Whether a part that asks for a number lacks some of it: how many sessions bring that, nobody knows. */
const lacksNumber = ({ requirements }: Value): boolean =>
  requirements.some(({ binding = true, met, atLeast = 1 }) => !binding && !met && atLeast > 1);

/** Conditions beside the number that nothing planned meets: they ask one more, though the number may be there. */
const unplanned = ({ requirements }: Value): number =>
  requirements.filter(({ met, planned, binding = true }) => binding && !met && !planned).length;

/** "1 en 2": quarters that are over without what was promised for each. */
function lostQuarters({ quarters, status }: Value): string {
  if (status !== 'unreachable') return '';
  const missing = quarters
    .filter(({ state }) => state === 'lost')
    .map(({ name }) => name.slice(-1));
  return missing.join(', ');
}

/** "kwartaal 3, vóór 2 september 2026": what is still to be planned of what must be there every quarter. */
const openQuarters = ({ quarters, planBefore }: Value): string =>
  quarters
    .filter(({ state }) => state === 'missing' && planBefore)
    .map(({ name, endsOn }) =>
      t('targets.advice.quarter-before', {
        number: name.slice(-1),
        day: dutchDay(planBeforeOf(endsOn, true)),
      }),
    )
    .join('; ');
