import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config, Database, type Form, t } from '@academie/platform';

import { KeptSecrets } from '../access/kept-secrets';
import { chosen } from '../membership/membership-view';
import { MembershipQueries } from '../membership/membership.queries';
import { ProviderQueries, type ProviderRow, type RuleRow } from './provider.queries';
import type { TrialStep } from './provider-trial';

/** Where administrators keep sign-in services. */
export const PROVIDERS = '/beheer/inlogdiensten';

/** Where signing in with a service begins; `/terug` is where it sends people back. */
export const signInPath = (slug: string): string => `/inloggen/organisatie/${slug}`;
export const signedOutPath = '/uitgelogd';

const LIST = { href: PROVIDERS, label: t('people.menu.providers.label') };
const crumbs = (...rest: { href?: string; label: string }[]): object[] => [
  { href: '/beheer', label: t('people.menu.admin.label') },
  LIST,
  ...rest,
];

/** What the pages of sign-in services show. */
@Injectable()
export class ProviderViews {
  constructor(
    private readonly queries: ProviderQueries,
    private readonly memberships: MembershipQueries,
    private readonly secrets: KeptSecrets,
    private readonly database: Database,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(): Promise<object> {
    const providers = await this.queries.list();
    return {
      title: LIST.label,
      crumbs: [{ href: '/beheer', label: t('people.menu.admin.label') }, { label: LIST.label }],
      addHref: `${PROVIDERS}/nieuw`,
      providers: providers.map((provider) => ({
        ...provider,
        href: `${PROVIDERS}/${provider.id}`,
        organisations: shortList(provider.organisations),
      })),
    };
  }

  async one(provider: ProviderRow, form: Form<object>, steps?: TrialStep[]): Promise<object> {
    const { id, slug, name, organisationIds } = provider;
    const [rules, functions, organisations] = await Promise.all([
      this.queries.rules(id),
      this.memberships.functions(),
      this.database.rows<{ id: string; name: string }>(
        'SELECT id, name FROM people.organisation WHERE id = ANY ($1) ORDER BY name',
        [organisationIds],
      ),
    ]);
    const home = `${PROVIDERS}/${id}`;
    return {
      title: name,
      crumbs: crumbs({ label: name }),
      facts: [
        { term: t('people.provider.fact.issuer'), text: provider.issuer },
        { term: t('people.provider.fact.client'), text: provider.clientId },
        {
          term: t('people.provider.fact.secret'),
          text: t(`people.provider.secret.${secretState(provider)}`),
        },
        { term: t('people.provider.fact.scope'), text: provider.scope },
        {
          term: t('people.provider.fact.organisations'),
          text: organisations.map((one) => one.name).join(', '),
        },
        {
          term: t('people.provider.fact.addresses'),
          text: t(`people.provider.addresses.${provider.trustsAddresses ? 'trusted' : 'verified'}`),
        },
        {
          term: t('people.provider.fact.logout'),
          text: t(`people.provider.logout.${provider.endsSession ? 'too' : 'not'}`),
        },
      ],
      addresses: [
        ['terug', `${signInPath(slug)}/terug`],
        ['uitgelogd', signedOutPath],
        ['uitloggen', `${signInPath(slug)}/uitloggen`],
      ].map(([key, path]) => ({
        id: `adres-${key}`,
        label: t(`people.provider.address.${key}`),
        text: `${this.config.publicUrl}${path}`,
      })),
      editHref: `${home}/wijzigen`,
      endHref: `${home}/beeindigen`,
      testHref: `${home}/testen`,
      trialHref: `${signInPath(slug)}/proef`,
      steps: steps?.map((step) => ({
        text: step.text,
        kind: step.isRight ? 'good' : 'bad',
        label: t(`people.provider.trial.${step.isRight ? 'right' : 'wrong'}`),
      })),
      rules: rules.map((rule) => ({
        text: ruleText(rule),
        removeHref: `${home}/regels/${rule.id}/weghalen`,
      })),
      ruleAction: `${home}/regels`,
      meanings: [
        ...organisations.map((one) => ({
          value: `organisation:${one.id}`,
          label: t('people.provider.means.organisation', { name: one.name }),
        })),
        ...functions.map(({ value, label }) => ({
          value: `function:${value}`,
          label: t('people.provider.means.function', { name: label }),
        })),
      ],
      form: form.view,
    };
  }

  async form(form: Form<object>, provider?: ProviderRow): Promise<object> {
    const title = provider ? t('people.provider.change') : t('people.provider.add');
    const ticked = (name: string): boolean => ['ja', true].includes(form.values[name] as string);
    return {
      title,
      crumbs: crumbs(
        ...(provider ? [{ href: `${PROVIDERS}/${provider.id}`, label: provider.name }] : []),
        { label: title },
      ),
      action: provider ? `${PROVIDERS}/${provider.id}/wijzigen` : `${PROVIDERS}/nieuw`,
      cancelHref: provider ? `${PROVIDERS}/${provider.id}` : PROVIDERS,
      secretHint: [
        t(`people.provider.secret-hint.${provider?.secret ? 'kept' : 'none'}`),
        ...(this.secrets.seals ? [] : [t('people.provider.secret-hint.open')]),
      ].join(' '),
      trustsAddresses: ticked('trustsAddresses'),
      endsSession: ticked('endsSession'),
      organisations: chosen(
        await this.memberships.organisations(),
        [form.values.organisationIds ?? []].flat() as string[],
      ),
      form: form.view,
    };
  }
}

const secretState = ({ secret, isSealed }: ProviderRow): string =>
  secret ? (isSealed ? 'sealed' : 'open') : 'none';

const ruleText = ({ claim, value, organisation, function: job }: RuleRow): string =>
  organisation
    ? t('people.provider.rule.organisation', { claim, value, name: organisation })
    : t('people.provider.rule.function', { claim, value, name: job ?? '' });

const shortList = (names: readonly string[]): string =>
  names.length > 3
    ? t('people.provider.many', { first: names[0], count: names.length - 1 })
    : names.join(', ');
