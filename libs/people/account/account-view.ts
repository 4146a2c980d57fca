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
