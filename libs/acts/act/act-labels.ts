import { hasText, t } from '@academie/platform';

import type { ActFacts } from './act-facts';
import type { ActField, ActProblem } from './act-input';
import type { ActKind, Choice } from '../kind/act-kind';

/** The Dutch sentence of a problem, which names the field when it only says that something is missing. */
export function problemText({ field, code, params }: ActProblem, kind?: ActKind): string {
  const type = field === 'organisation' ? kind?.organisation?.type : undefined;
  const named = `acts.${code}.${type ?? field}`;
  return hasText(named) ? t(named) : t(`acts.problem.${code}`, params);
}

/** What people call a field of this kind. */
export function fieldName(field: ActField, kind?: ActKind): string {
  const type = field === 'organisation' ? kind?.organisation?.type : undefined;
  return t(`acts.field.${type ?? field}`);
}

/** The name of a chosen code, or the code itself when the list has lost it. */
export const nameIn = (list: readonly Choice[] | undefined, code: string | null): string =>
  code === null ? '' : (list?.find((choice) => choice.code === code)?.name ?? code);

/** One line that tells an act apart: "BTP-controle, Thuiswerk, Haarlem". */
export function summaryOf(
  kind: ActKind | undefined,
  act: Pick<ActFacts, 'kind' | 'subkind' | 'document'> & { organisations: readonly string[] },
): string {
  const parts = [
    kind?.name ?? act.kind,
    nameIn(kind?.subkinds, act.subkind),
    act.organisations.length > 3
      ? t('acts.act.organisations', { number: act.organisations.length })
      : act.organisations.join(', '),
    act.document?.title ?? '',
  ];
  return parts.filter(Boolean).join(', ');
}

/** The flags that are set, by name. */
export const flagNames = (kind: ActKind | undefined, flags: Record<string, boolean>): string[] =>
  Object.keys(flags)
    .filter((code) => flags[code])
    .map((code) => nameIn(kind?.flags, code));
