import { mediumDate, t } from '@academie/platform';

import type { Unfinished } from './unfinished.queries';

const MOST = 20;

/** What is better finished before a year is closed, as lines with a link; undefined when there is nothing. */
export function unfinishedView({
  offerings,
  imports,
  held,
  unconfirmed,
}: Unfinished): object | undefined {
  const byTarget = new Map<string, { code: string; names: string[] }>();
  for (const { targetId, code, shortName } of unconfirmed) {
    const one = byTarget.get(targetId) ?? { code, names: [] };
    one.names.push(shortName);
    byTarget.set(targetId, one);
  }
  const lines = [
    ...[...byTarget].map(([id, { code, names }]) => ({
      text: t('targets.report.first-unconfirmed', { code, names: names.join(', ') }),
      href: `/doelen/${id}#bevestigen`,
    })),
    ...(imports > 0
      ? [
          {
            text: t('targets.report.first-imports', { count: imports }),
            href: '/registraties/importeren',
          },
        ]
      : []),
    ...(held > 0
      ? [{ text: t('targets.report.first-held', { count: held }), href: '/registraties/vragen' }]
      : []),
  ];
  if (lines.length === 0 && offerings.length === 0) return undefined;
  return {
    lines,
    registers:
      offerings.length > 0 ? t('targets.report.first-registers', { count: offerings.length }) : '',
    offerings: offerings.slice(0, MOST).map(({ title, startsAt, confidential, openSessionId }) => ({
      text: `${confidential ? t('targets.report.confidential') : title}, ${mediumDate(startsAt)}`,
      href: !confidential && openSessionId && `/lesgeven/sessies/${openSessionId}`,
    })),
  };
}
