import { hasText, longDate, momentOn, t } from '@academie/platform';

import type { PlannedRow } from './planned-changes.queries';

/** A change to come in words, with where the reader takes it back, if they may. `scope` is what a role is for. */
export const plannedView = (
  row: PlannedRow,
  withdrawHref: string | undefined,
  scope?: string,
): object => {
  const day = momentOn(row.onDay, '12:00');
  const functions = row.functions.join(', ') || t('people.planned.no-functions');
  const { to, organisation, name } = row;
  const role = row.role && t(`people.role.${row.role}`);
  return {
    name,
    day: longDate(day),
    what: t(`people.planned.${row.kind}`, { functions, to, organisation, role, scope }),
    failure: row.failure
      ? t('people.planned.failed', { why: failureText(row.failure) })
      : undefined,
    withdrawHref: row.failure ? undefined : withdrawHref,
  };
};

function failureText(code: string): string {
  const key = code.replace('.', '.refusal.');
  return hasText(key) ? t(key) : t('platform.refusal.unknown');
}
