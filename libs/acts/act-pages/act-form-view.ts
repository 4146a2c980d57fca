import { dayOf, t } from '@academie/platform';

import type { ActScope } from '../kind/act-access';
import type { ActFacts } from '../act/act-facts';
import type { ActKind, Choice } from '../kind/act-kind';
import { fieldName } from '../act/act-labels';
import type { KnownOrganisation } from '../kind/organisation-lookup';

interface Option {
  value: string;
  label: string;
  hint?: string;
  selected?: boolean;
}

/** The fields of a kind, as the view shows them; a field that is not asked is absent. */
export function fieldsView(
  kind: ActKind,
  scope: ActScope,
  organisations: ReadonlyMap<string, KnownOrganisation>,
  values: Record<string, unknown>,
  now: Date,
): object {
  const chosen = optionsOf(kind, scope, organisations, dayOf(now));
  const others = [values.others ?? []].flat();
  const flags = (values.flags ?? {}) as Record<string, unknown>;
  return {
    occurredOn: { max: kind.statuses.some(({ ahead }) => ahead) ? '' : dayOf(now) },
    ...(kind.organisation && {
      organisation: {
        label: fieldName('organisation', kind),
        required: kind.organisation.required,
        options: chosen,
        // With one organisation to choose from there is nothing to choose.
        only: chosen.length === 1 ? chosen[0]?.value : undefined,
        ...(kind.organisation.several &&
          chosen.length > 1 && {
            others: chosen.map((option) => ({
              ...option,
              selected: others.includes(option.value),
            })),
            open: others.length > 0,
          }),
      },
    }),
    ...(kind.teams.length > 0 && { team: options(kind.teams) }),
    ...(kind.subkinds.length > 0 && {
      // A short list is chosen with one tap.
      subkind: {
        type: kind.subkinds.length > 6 ? 'select' : 'radio',
        options: options(kind.subkinds),
      },
    }),
    ...(kind.statuses.length > 0 && { status: options(kind.statuses) }),
    flags: kind.flags.map((flag) => ({
      name: `flags.${flag.code}`,
      label: flag.name,
      checked: flags[flag.code] === 'ja',
      ...(flag.for && {
        hint: t('acts.form.only-for', {
          subkinds: kind.subkinds
            .filter(({ code }) => flag.for?.includes(code))
            .map(({ name }) => name)
            .join(', '),
        }),
      }),
    })),
    ...(kind.quantity && { quantity: kind.quantity }),
    ...(kind.headcount && { headcount: { required: kind.headcount === 'required' } }),
    ...(kind.reference && { reference: { required: kind.reference === 'required' } }),
    ...(kind.document && { document: { required: kind.document === 'required' } }),
    ...(kind.targets.length > 0 && { target: options(kind.targets) }),
  };
}

function optionsOf(
  kind: ActKind,
  scope: ActScope,
  organisations: ReadonlyMap<string, KnownOrganisation>,
  today: string,
): Option[] {
  const own = scope.organisationsFor(kind);
  return [...organisations.values()]
    .filter(({ kind: type }) => type === kind.organisation?.type)
    .filter(({ validTo }) => validTo === null || validTo > today)
    .filter(({ id }) => !own || own.includes(id))
    .map(({ id, shortName }) => ({ value: id, label: shortName }));
}

const options = (choices: readonly Choice[]): Option[] =>
  choices.map(({ code, name }) => ({ value: code, label: name }));

/** What a form shows of an act that is there, to be corrected. */
export const formValuesOf = (act: ActFacts): Record<string, unknown> => ({
  occurredOn: act.occurredOn,
  organisation: act.organisationIds[0] ?? '',
  others: act.organisationIds.slice(1),
  team: act.team ?? '',
  subkind: act.subkind ?? '',
  status: act.status ?? '',
  flags: Object.fromEntries(
    Object.entries(act.flags).map(([code, set]) => [code, set ? 'ja' : '']),
  ),
  quantity: String(act.quantity),
  headcount: act.headcount === null ? '' : String(act.headcount),
  reference: act.reference ?? '',
  documentTitle: act.document?.title ?? '',
  documentUrl: act.document?.url ?? '',
  target: act.target ?? '',
});
