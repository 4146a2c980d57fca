import type { Form } from './form';

/**
 * The options of `{{> sheet-field}}`: the sheets of a workbook among which a refusal lets choose, or the one
 * that was chosen before, so that the answer is kept while something else on the form is wrong. None where
 * nobody asked.
 */
export function sheetOptions({
  refusal,
  values,
}: Pick<Form<object>, 'refusal' | 'values'>): { value: string; label: string }[] {
  const offered = refusal?.params.sheets ?? values.sheet;
  if (typeof offered !== 'string' || offered === '') return [];
  return offered.split('\n').map((name) => ({ value: name, label: name }));
}
