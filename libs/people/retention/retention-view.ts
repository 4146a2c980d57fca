import { type Kept, longDate, MOST_COUNTED, type Overdue, t } from '@academie/platform';

/** Where all periods stand. */
export const RETENTION = '/beheer/bewaren';

/** The label or the explanation of a kind: `people.looks` is told at `people.kept.looks`. */
export const keptText = (kind: string, what: 'label' | 'about'): string =>
  t(`${kind.replace('.', '.kept.')}.${what}`);

/** A period in words: 90 dagen. */
export const periodText = (days: number): string => t('people.retention.days', { count: days });

/** How much is too old, in words. */
export const overdueText = ({ count, oldest }: Overdue): string => {
  if (count === 0) return t('people.retention.none');
  const many = count >= MOST_COUNTED ? 'people.retention.many' : 'people.retention.count';
  const amount = t(many, { count });
  return oldest ? t('people.retention.since', { amount, day: longDate(oldest) }) : amount;
};

/** The row of a kind in the list. */
export const keptRow = (kept: Kept, overdue: Overdue): object => ({
  href: `${RETENTION}/${kept.kind}`,
  label: keptText(kept.kind, 'label'),
  about: keptText(kept.kind, 'about'),
  period: periodText(kept.period),
  isChanged: kept.period !== kept.days,
  overdue: overdueText(overdue),
  ranAt: kept.ranAt,
  gone: kept.gone,
});
