import { organisationKindText, type OrganisationKind } from '@academie/people';
import { t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import { REPEATS } from '../duty/duty-rule.entity';
import { type DutyRuleRow, type Effect, EFFECTS, type Touched } from './duty-rule.queries';

export const HOME = '/beheer/verplichtingen';

type Terms = Pick<DutyRuleRow, 'withinDays' | 'repeats' | 'inMonth' | 'everyMonths'>;

const monthName = (month: number): string =>
  new Date(2000, month - 1, 15).toLocaleDateString('nl-NL', { month: 'long' });

/** "binnen 60 dagen, daarna elk jaar in januari" */
export function termsText({ withinDays, repeats, inMonth, everyMonths }: Terms): string {
  const first = t('attendance.duty.within', { count: withinDays });
  if (repeats === 'none') return first;
  return repeats === 'yearly'
    ? t('attendance.duty.yearly', { first, month: monthName(inMonth) })
    : t('attendance.duty.months', { first, count: everyMonths ?? 0 });
}

/** "CISO, jurist bij gemeente; groep CISO-netwerk". `functions` are the names by code. */
export function forWhomText(
  { functions, organisationKinds, names }: DutyRuleRow,
  functionNames: ReadonlyMap<string, string>,
): string {
  const what = functions.map((code) => functionNames.get(code) ?? code).join(', ');
  const where = [
    ...organisationKinds.map((kind) => organisationKindText(kind as OrganisationKind)),
    ...names.organisations,
  ].join(', ');
  const job =
    what && where
      ? t('attendance.duty.for-both', { what, where })
      : what || (where && t('attendance.duty.for-all-of', { where }));
  const groups = names.groups.map((name) => t('attendance.duty.for-group', { name }));
  return [job, ...groups].filter(Boolean).join('; ');
}

export const repeatOptions = (): object[] =>
  REPEATS.map((value) => ({ value, label: t(`attendance.duty.repeats.${value}`) }));

export const monthOptions = (): object[] =>
  Array.from({ length: 12 }, (_, i) => ({ value: String(i + 1), label: monthName(i + 1) }));

/** The counts of a proposal that are not nothing, as figures. */
export const effectStats = (counts: Record<Effect, number>): object[] =>
  EFFECTS.filter((effect) => counts[effect] > 0 || effect === 'new').map((effect) => ({
    label: t(`attendance.duty.effect.${effect}`),
    value: String(counts[effect]),
  }));

const SHOWN = EFFECTS.filter((effect) => effect !== 'same');

/** A table of organisations with what a proposal does there. */
export function effectTable(
  found: readonly ({ organisation: string | null } & Record<Effect, number>)[],
): object {
  const shown = SHOWN.filter((effect) => found.some((row) => row[effect] > 0));
  return {
    columns: [
      { label: 'Organisatie' },
      ...shown.map((effect) => ({
        label: t(`attendance.duty.effect.${effect}`),
        numeric: true,
      })),
    ],
    rows: found.map((row) => ({
      cells: [
        { text: row.organisation ?? t('attendance.duty.no-organisation') },
        ...shown.map((effect) => ({
          text: String(row[effect]),
          label: t(`attendance.duty.effect.${effect}`),
          numeric: true,
        })),
      ],
    })),
  };
}

/** A row for somebody whom a proposal touches. */
export const touchedRow = ({
  name,
  organisation,
  effect,
  dueBefore,
  dueThen,
}: Touched): object => ({
  cells: [
    { text: name },
    { label: 'Organisatie', text: organisation ?? t('attendance.duty.no-organisation') },
    { label: 'Wat verandert', text: t(`attendance.duty.effect.${effect}`) },
    { label: 'Nu uiterlijk', text: dueBefore ? dayText(dueBefore) : '–' },
    { label: 'Straks uiterlijk', text: dueThen ? dayText(dueThen) : '–' },
  ],
});
