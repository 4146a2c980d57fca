import { type Form, t, unaccented } from '@academie/platform';

import { listOf } from './form-values';

interface Option {
  value: string;
  label: string;
}
type Values = Record<string, unknown>;

/** Where the name stands that somebody looks for: what was chosen already has the name of the list. */
const typedName = (list: string): string => `${list}.zoek`;

const bare = (text: string): string => unaccented(text).toLowerCase().trim();

/** What is typed, if it is one of the options: the whole label, or a part that only one of them has. */
function found(options: readonly Option[], typed: string): Option | undefined {
  const wanted = bare(typed);
  const whole = options.find(({ label }) => bare(label) === wanted);
  if (whole) return whole;
  const parts = options.filter(({ label }) => bare(label).includes(wanted));
  return parts.length === 1 ? parts[0] : undefined;
}

/** What a form sent, with the typed names of long lists among what was chosen; what is in no list is in `unknown`. */
export interface Picked {
  body: Values;
  unknown: Record<string, string>;
}

/** Looks up what was typed in the fields of long lists, by the name of each list. */
export function withPicked(body: Values, lists: Record<string, readonly Option[]>): Picked {
  const picked: Picked = { body: { ...body }, unknown: {} };
  for (const [name, options] of Object.entries(lists)) {
    const typed = body[typedName(name)];
    if (typeof typed !== 'string' || typed.trim() === '') continue;
    const option = found(options, typed);
    if (option) picked.body[name] = [...new Set([...listOf(body[name]), option.value])];
    else picked.unknown[name] = typed.trim().slice(0, 200);
  }
  return picked;
}

/** Says at its list what was not found in it; the form then comes back with what was typed. */
export function refuseUnknown(form: Form<object>, { unknown }: Picked): void {
  for (const [name, typed] of Object.entries(unknown))
    form.errors[name] = t('catalogue.manage.pick-unknown', { typed });
}

/** A long list as a field: what was chosen stands there, the rest is found by typing. */
export const pickView = (
  name: string,
  options: readonly Option[],
  values: Values,
  unknown: Record<string, string> = {},
): object => {
  const chosen = new Set(listOf(values[name]));
  return {
    name,
    typedName: typedName(name),
    typed: unknown[name],
    chosen: options.filter(({ value }) => chosen.has(value)),
    others: options.filter(({ value }) => !chosen.has(value)),
  };
};
