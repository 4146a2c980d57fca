import { mediumDate, shortDate, t } from '@academie/platform';

import { invitationHref, invitedKey } from './coverage-invitation-facts';
import type { CoveredOrganisation, CoverageMeasure } from './coverage.queries';
import { VALUE } from '../counting/measure-names';
import type { TargetView } from '../value/target.queries';
import { countOf } from '../value/target-labels';

/** The organisations of one coverage measure on the page of a target: map, list of who is missing, table. */
export function targetCoverageView(
  target: TargetView,
  { measure, label, rule }: CoverageMeasure,
  rows: readonly CoveredOrganisation[],
  invited: ReadonlyMap<string, Date>,
  mayInvite: boolean,
): object {
  const inviteHref = (organisationId: string): string | undefined =>
    mayInvite ? invitationHref({ targetId: target.id, organisationId, measure }) : undefined;
  const invitedAt = (organisationId: string): Date | undefined =>
    invited.get(invitedKey({ measure, organisationId }));
  const planned = measure === VALUE ? target.plannedEvidence.subjects : new Set<string>();
  const state = ({ id, coveredAt, grade }: CoveredOrganisation): 'met' | 'planned' | 'missing' =>
    coveredAt && grade !== 'C' ? 'met' : planned.has(id) ? 'planned' : 'missing';
  const tiles = Object.fromEntries(
    rows.flatMap((row) =>
      row.cbsCode
        ? [
            [
              row.cbsCode,
              state(row) === 'met'
                ? { state: 'met', label: row.coveredAt && shortDate(row.coveredAt) }
                : {
                    state: state(row),
                    label: invitedAt(row.id) ? t('targets.coverage.invited') : undefined,
                    href: inviteHref(row.id),
                  },
            ],
          ]
        : [],
    ),
  );
  const met = rows.filter((row) => state(row) === 'met');
  const missing = rows.filter((row) => state(row) !== 'met');
  const isMap = rule.reference === 'municipality';
  return {
    heading: label ?? t('targets.coverage.title'),
    summary: t('targets.coverage.of', {
      met: met.length,
      total: countOf(rows.length, isMap ? 'municipalities' : 'houses'),
    }),
    tiles: isMap ? tiles : undefined,
    missing: missing.map((row) => {
      const at = invitedAt(row.id);
      return {
        name: row.shortName,
        note: state(row) === 'planned' ? t('targets.state.planned') : undefined,
        invitedOn: at && mediumDate(at),
        inviteHref: inviteHref(row.id),
      };
    }),
    columns: [
      { label: t('targets.label.organisation') },
      { label: t('targets.label.region') },
      { label: t('targets.label.value') },
    ],
    rows: rows.map((row) => ({
      cells: [
        { text: row.shortName },
        { text: row.safetyRegion ?? '', label: t('targets.label.region') },
        {
          text:
            state(row) === 'met' && row.coveredAt
              ? t('targets.coverage.since', { day: mediumDate(row.coveredAt) })
              : state(row) === 'planned'
                ? t('targets.state.planned')
                : t('targets.state.missing'),
          label: t('targets.label.value'),
        },
      ],
    })),
  };
}
