import { dutchNumber, mediumDate, t } from '@academie/platform';

import { type PackageItem, trackedItems } from '../manifest/package-manifest';
import { NO_PACKAGE, type PackageProblem } from '../manifest/package-problem';
import type { PackageRow } from '../package/package.queries';

/** "imsmanifest.xml, regel 12: …" */
export function problemText({ reason, file, line, what }: PackageProblem): string {
  const text = t(`elearning.package.problem.${reason}`, { what: what ?? '' });
  if (!file) return text;
  return line === undefined
    ? t('elearning.package.in-file', { file, text })
    : t('elearning.package.in-line', { file, line, text });
}

/** Whether a package says itself in which order its parts are taken: then its page says what of that is not followed. */
export const ordersItself = ({ items }: Pick<PackageRow, 'items'>): boolean =>
  items.some(({ sequencing }) => sequencing !== undefined);

/** What is wrong with what was brought, for problems.hbs. */
export const problemsView = (problems: readonly PackageProblem[]): object => ({
  problems: problems.map(problemText),
  isNoPackage: problems.some(({ reason }) => NO_PACKAGE.has(reason)),
});

/** What a package is, for the person who manages the course. */
export function packageFacts(found: PackageRow): { term: string; text: string }[] {
  const megabytes = Math.max(0.1, found.unpacked / 1_000_000);
  return [
    ['kind', t(`elearning.package.kind.${found.kind}`)],
    ['title', found.title],
    ['parts', String(trackedItems(found).length)],
    [
      'size',
      t('elearning.package.size', {
        count: found.files,
        megabytes: dutchNumber(Math.round(megabytes * 10) / 10),
      }),
    ],
    ['file', found.name],
    ['added', mediumDate(found.addedAt)],
  ].map(([name = '', text = '']) => ({ term: t(`elearning.package.fact.${name}`), text }));
}

/** The table of contents of a package, each line with how deep it lies and what it asks. */
export function itemLines(items: readonly PackageItem[]): object[] {
  const depths = new Map<string, number>();
  return items.map(({ key, parent, title, kind, au }) => {
    const depth = parent === null ? 0 : (depths.get(parent) ?? 0) + 1;
    depths.set(key, depth);
    return {
      title,
      depth: Math.min(depth, 3),
      note: au ? t(`elearning.package.move-on.${au.moveOn}`) : t(`elearning.package.item.${kind}`),
    };
  });
}
