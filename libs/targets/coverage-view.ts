import type { CoveredOrganisation } from './coverage.queries';
import type { PlanRow, TargetView } from './target.queries';

const STATES = {
  met: { icon: 'check', text: 'ja', isMet: true, isPlanned: false },
  planned: { icon: 'calendar', text: 'gepland', isMet: false, isPlanned: true },
  missing: { icon: 'minus', text: 'nog niet', isMet: false, isPlanned: false },
};

/** Which municipality counts for which target, in one table. */
export function dekkingView({
  year,
  plans,
  targets,
  municipalities,
  covered,
}: {
  year: number;
  plans: readonly PlanRow[];
  targets: readonly TargetView[];
  municipalities: readonly CoveredOrganisation[];
  covered: ReadonlyMap<string, ReadonlySet<string>>;
}): object {
  const stateOf = (target: TargetView, id: string): keyof typeof STATES => {
    if (covered.get(target.id)?.has(id)) return 'met';
    return target.outstanding.subjects.has(id) ? 'planned' : 'missing';
  };
  const regions = [...new Set(municipalities.map(({ safetyRegion }) => safetyRegion ?? ''))];
  return {
    title: `Dekking per gemeente ${year}`,
    crumbs: [{ href: `/doelen?jaar=${year}`, label: `Doelen ${year}` }, { label: 'Dekking' }],
    years: plans.map((plan) => ({
      label: String(plan.year),
      href: `/doelen/dekking?jaar=${plan.year}`,
      current: plan.year === year,
    })),
    targets: targets.map((target) => ({
      code: target.code,
      name: target.title,
      href: `/doelen/${target.id}`,
      sum: `${covered.get(target.id)?.size ?? 0} van ${municipalities.length}`,
    })),
    width: targets.length + 2,
    regions: regions.map((region) => ({
      name: region,
      municipalities: municipalities
        .filter(({ safetyRegion }) => safetyRegion === region)
        .map(({ id, shortName }) => {
          const cells = targets.map((target) => ({
            code: target.code,
            ...STATES[stateOf(target, id)],
          }));
          const met = cells.filter(({ isMet }) => isMet).length;
          return { name: shortName, cells, sum: `${met} van ${targets.length}` };
        }),
    })),
  };
}
