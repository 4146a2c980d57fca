import { t } from '@academie/platform';

import type { SessionRow } from '../access/session.service';

/** The own account. */
export const ACCOUNT = '/account';

/** The way from the account to a page of it. */
export const crumbsTo = (title: string): { href?: string; label: string }[] => [
  { href: ACCOUNT, label: t('people.menu.account.label') },
  { label: title },
];

/** A session as the page shows it. */
export const sessionView = (session: SessionRow): object => ({
  ...session,
  device: session.device || t('people.device-unknown'),
  endHref: `${ACCOUNT}/sessies/${session.id}/beeindigen`,
});

/** "2 passkeys en een app"; empty without any. */
export function factorsText({ passkeys, hasApp }: { passkeys: number; hasApp: boolean }): string {
  const texts = [
    passkeys > 0 ? t('people.factor.passkeys', { count: passkeys }) : '',
    hasApp ? t('people.factor.an-app') : '',
  ];
  return texts.filter(Boolean).join(t('people.factor.and'));
}
