import { t } from '@academie/platform';

type Body = Record<string, unknown>;

/** What a browser sent, as an object whatever it sent. */
export const bodyOf = (body: unknown): Body =>
  typeof body === 'object' && body !== null ? { ...body } : {};

/** A group of checkboxes: nothing, one text or several. */
export const listOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (one): one is string => typeof one === 'string' && one !== '',
  );

/** The lines of a text, without empty ones. */
export const linesOf = (text: unknown): string[] =>
  (typeof text === 'string' ? text : '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** A whole number when it is one, else what was typed, so that it can be shown again. */
export const numberOf = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;

/** Null for a field that was left empty. */
export const orNull = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? null : value;

/** Options of a group of checkboxes with those marked that were chosen. */
export const marked = <T extends { value: string }>(
  options: readonly T[],
  chosen: unknown,
): (T & { selected: boolean })[] => {
  const values = new Set(Array.isArray(chosen) ? chosen : []);
  return options.map((option) => ({ ...option, selected: values.has(option.value) }));
};

/** The version the form was made from, in its hidden field; 0 when that was tampered with. */
export function versionOf(body: unknown): number {
  const version = Number(bodyOf(body).version);
  return Number.isInteger(version) && version > 0 ? version : 0;
}

/** What somebody reads whose form was overtaken by a colleague's. What was typed stays in the form. */
export const editConflictText = (): string => t('catalogue.manage.edit-conflict');

/** All that a form sent, to send along again from a page that asks something first. */
export const hiddenFields = (body: unknown): { name: string; value: unknown }[] =>
  Object.entries(bodyOf(body))
    .filter(([name]) => name !== '_csrf' && name !== 'action')
    .flatMap(([name, value]) => [value].flat().map((one) => ({ name, value: one })));
