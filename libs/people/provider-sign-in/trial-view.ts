import { t } from '@academie/platform';

import type { ProviderRow } from '../provider/provider.queries';
import { PROVIDERS } from '../provider/provider-view';
import type { OrganisationOption } from '../registration/new-accounts';
import type { ProviderIdentity } from './identity';

/** Says nothing to an administrator who looks for what a rule can be made of. */
const TECHNICAL = new Set([
  'aud',
  'exp',
  'iat',
  'nbf',
  'nonce',
  'at_hash',
  'rh',
  'uti',
  'ver',
  'aio',
]);

/** What a service says of the administrator who tries it, and what the academie would make of it. */
export function trialView(
  provider: ProviderRow,
  identity: ProviderIdentity,
  claims: Record<string, unknown>,
  organisations: readonly OrganisationOption[],
): object {
  const home = `${PROVIDERS}/${provider.id}`;
  const title = t('people.provider.trial.title', { name: provider.name });
  return {
    title,
    crumbs: [
      { href: '/beheer', label: t('people.menu.admin.label') },
      { href: PROVIDERS, label: t('people.menu.providers.label') },
      { href: home, label: provider.name },
      { label: title },
    ],
    home,
    facts: [
      {
        term: t('people.provider.trial.name'),
        text:
          `${identity.givenName} ${identity.familyName}`.trim() ||
          t('people.provider.trial.nothing'),
      },
      {
        term: t('people.provider.trial.address'),
        text: identity.address ?? t('people.provider.trial.no-address'),
      },
      {
        term: t('people.provider.trial.organisations'),
        text:
          organisations.map(({ name }) => name).join(', ') || t('people.provider.trial.nowhere'),
      },
      {
        term: t('people.provider.trial.functions'),
        text: identity.functions.join(', ') || t('people.provider.trial.nothing'),
      },
    ],
    claims: Object.entries(claims)
      .filter(([name]) => !TECHNICAL.has(name))
      .slice(0, 100)
      .map(([name, value]) => ({ name, value: shown(value) })),
  };
}

const shown = (value: unknown): string =>
  (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 300);
