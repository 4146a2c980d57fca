import { shortDate, t, type PageView } from '@academie/platform';

import { invitationHref, invitedKey } from './coverage-invitation-facts';
import { coverageStateOf } from './coverage-state';
import type { CoveredOrganisation } from './coverage.queries';
import { VALUE } from '../counting/measure-names';
import type { PlanRow, TargetView } from '../value/target.queries';

const STATES = {
  met: { icon: 'check', text: t('targets.value.yes'), isMet: true, isPlanned: false },
  planned: { icon: 'calendar', text: t('targets.state.planned'), isMet: false, isPlanned: true },
  missing: { icon: 'minus', text: t('targets.state.missing'), isMet: false, isPlanned: false },
};

interface Cell {
  code: string;
  icon: string;
  text: string;
  /** When it was invited, as short as a cell is. */
  day?: string;
  isMet: boolean;
  isPlanned: boolean;
  /** Where its coordinator is invited; undefined when the reader may not. */
  href: string | undefined;
}

// Without the day of the week, which a column is too narrow for.
const dayAndMonth = (at: Date): string => shortDate(at).replace(/^\S+ /, '');

/** Which municipality counts for which target, in one table. */
export function dekkingView({
  year,
  plans,
  targets,
  municipalities,
  covered,
  invited,
  mayInvite,
}: {
  year: number;
  plans: readonly PlanRow[];
  targets: readonly TargetView[];
  municipalities: readonly CoveredOrganisation[];
  covered: ReadonlyMap<string, ReadonlySet<string>>;
  /** By target, then by measure and organisation. */
  invited: ReadonlyMap<string, ReadonlyMap<string, Date>>;
  mayInvite: (target: TargetView) => boolean;
}): PageView {
  const inviting = new Set(targets.filter(mayInvite).map(({ id }) => id));
  const cellOf = (target: TargetView, organisationId: string): Cell => {
    const state = STATES[coverageStateOf(target, organisationId, covered.get(target.id))];
    const asked = { targetId: target.id, organisationId, measure: VALUE };
    const at = state.isMet ? undefined : invited.get(target.id)?.get(invitedKey(asked));
    return {
      code: target.code,
      ...state,
      ...(at && {
        icon: 'mail',
        text: `${t('targets.coverage.invited-on')} `,
        day: dayAndMonth(at),
      }),
      href: !state.isMet && inviting.has(target.id) ? invitationHref(asked) : undefined,
    };
  };
  const regions = [...new Set(municipalities.map(({ safetyRegion }) => safetyRegion ?? ''))];
  return {
    title: t('targets.coverage.title-year', { year }),
    crumbs: [
      { href: `/doelen?jaar=${year}`, label: t('targets.label.targets-year', { year }) },
      { label: t('targets.coverage.title') },
    ],
    years: plans.map((plan) => ({
      label: String(plan.year),
      href: `/doelen/dekking?jaar=${plan.year}`,
      current: plan.year === year,
    })),
    targets: targets.map((target) => ({
      code: target.code,
      name: target.title,
      href: `/doelen/${target.id}`,
      sum: t('targets.coverage.of', {
        met: covered.get(target.id)?.size ?? 0,
        total: municipalities.length,
      }),
    })),
    width: targets.length + 2,
    mayInvite: inviting.size > 0,
    regions: regions.map((region) => ({
      name: region,
      municipalities: municipalities
        .filter(({ safetyRegion }) => safetyRegion === region)
        .map(({ id, shortName }) => {
          const cells = targets.map((target) => cellOf(target, id));
          const met = cells.filter(({ isMet }) => isMet).length;
          return {
            name: shortName,
            href: `/gemeente/${id}?jaar=${year}`,
            cells,
            sum: t('targets.coverage.of', { met, total: targets.length }),
          };
        }),
    })),
  };
}
