import { dutchNumber, mediumDate, t } from '@academie/platform';

import type { EvidenceItem } from '../evidence/evidence.queries';
import { countOf } from '../value/target-labels';

/** Rows of the evidence table: from where, as what and when, never who. */
export function evidenceRows(
  targetId: string,
  items: readonly EvidenceItem[],
  jobFunction: (code: string) => string,
  contested: ReadonlySet<string> = new Set(),
): { cells: object[] }[] {
  return items.map((item) => ({
    cells: [
      { text: titleOf(item, contested), href: sourceHref(item) },
      { text: mediumDate(item.occurredAt), label: t('targets.label.date') },
      { text: aboutOf(item, jobFunction), label: t('targets.label.who-or-where') },
      { text: item.grade, label: t('targets.label.grade') },
      { text: dutchNumber(item.quantity), label: t('targets.label.quantity'), numeric: true },
      {
        text: originText(item),
        href: item.hidden ? undefined : `/doelen/${targetId}/bewijs/${item.id}`,
        label: t('targets.label.origin'),
      },
    ],
  }));
}

// It counts until it is corrected, and says that it is contested.
const titleOf = ({ id, title }: EvidenceItem, contested: ReadonlySet<string>): string =>
  contested.has(id) ? t('targets.evidence.contested', { title }) : title;

function originText({ hidden, journalId }: EvidenceItem): string {
  if (hidden) return '';
  return journalId
    ? t('targets.origin.journal-line', { number: journalId })
    : t('targets.origin.open');
}

function sourceHref(item: EvidenceItem): string | undefined {
  if (item.sourceType === 'act') return `/registraties/${item.sourceId}`;
  return item.course ? `/aanbod/${item.course.slug}` : undefined;
}

function aboutOf(item: EvidenceItem, jobFunction: (code: string) => string): string {
  const parts = [
    item.organisation,
    item.functionCodes.map(jobFunction).join(', '),
    item.participant && t('targets.evidence.participant', { participant: item.participant }),
    item.present !== null && countOf(item.present, 'persons'),
    item.headcount !== null &&
      t('targets.evidence.visitors', { headcount: dutchNumber(item.headcount) }),
  ];
  return parts.filter(Boolean).join(' · ') || t('targets.evidence.no-organisation');
}
