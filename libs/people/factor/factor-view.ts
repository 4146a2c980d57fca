import type { FastifyReply } from 'fastify';

import { t } from '@academie/platform';

import { FACTORS } from '../access/access.guard';

/** The way from the account to a page about second factors. */
export const crumbs = (title: string): { href?: string; label: string }[] => [
  { href: '/account', label: t('people.menu.account.label') },
  ...(title === t('people.factor.title')
    ? []
    : [{ href: FACTORS, label: t('people.factor.title') }]),
  { label: title },
];

/** New recovery codes, the only time that they are seen. */
export function showCodes(reply: FastifyReply, codes: readonly string[], next: string): void {
  const title = t('people.factor.codes');
  void reply.status(200).header('cache-control', 'no-store');
  reply.view('people/factor/recovery-codes', {
    title,
    crumbs: crumbs(title),
    codes,
    joined: codes.join(' '),
    next: next === '/' ? FACTORS : next,
    fileHref: `${FACTORS}/herstelcodes/bestand`,
  });
}
