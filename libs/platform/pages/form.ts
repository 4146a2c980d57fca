import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';

import { hasText, t } from './i18n';
import { Refusal } from '../errors/refusal';
import { problemsOf } from '../errors/validation';

type Values = Record<string, unknown>;

/**
 * A form that was sent: what the person typed, what is wrong with it, and the checked data when
 * nothing is. It comes back filled in, so nothing anybody typed is lost.
 */
export class Form<T extends object> {
  /** By field name; '' for what belongs to no single field. Dutch sentences. */
  readonly errors: Record<string, string> = {};

  constructor(
    readonly values: Values,
    /** Set when the shape is right. */
    readonly data: T | undefined,
  ) {}

  /** For the error summary, in the order found. */
  get errorList(): { field: string; text: string }[] {
    return Object.entries(this.errors).map(([field, text]) => ({ field, text }));
  }

  get failed(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  /** What a view needs of it: values, errors and their list as plain objects. */
  get view(): {
    values: Values;
    errors: Record<string, string>;
    errorList: { field: string; text: string }[];
  } {
    return { values: this.values, errors: this.errors, errorList: this.errorList };
  }

  /**
   * Runs the command with the checked data. A refusal becomes an error on the form and the result is
   * undefined; any other error is thrown on. Does nothing when the form already has errors.
   */
  async submit<R>(command: (data: T) => Promise<R>): Promise<R | undefined> {
    if (!this.data || this.failed) return undefined;
    try {
      return await command(this.data);
    } catch (error) {
      if (!(error instanceof Refusal) || !['invalid', 'conflict', 'forbidden'].includes(error.kind))
        throw error;
      if (error.problems)
        for (const problem of error.problems)
          this.errors[problem.field] = problemText(problem.code);
      else this.errors[error.field ?? ''] = refusalText(error);
      return undefined;
    }
  }
}

/** Checks what a browser sent against a DTO class (class-validator) and keeps what was typed. */
export async function readForm<T extends object>(
  type: new () => T,
  body: unknown,
): Promise<Form<T>> {
  const values = expand(isObject(body) ? body : {});
  const { _csrf, ...fields } = values;
  const data = plainToInstance(type, fields, { exposeDefaultValues: true });
  const failures = await validate(data, { whitelist: true, forbidUnknownValues: false });
  const form = new Form<T>(fields, failures.length === 0 ? data : undefined);
  for (const problem of problemsOf(failures))
    form.errors[problem.field] = problemText(problem.code);
  return form;
}

/** An untouched form with these values. */
export const emptyForm = (values: Values = {}): Form<object> => new Form(values, undefined);

/** The Dutch sentence of a refusal. */
export function refusalText(refusal: Refusal): string {
  const [lib, name] = refusal.code.split('.', 2);
  const key = `${lib}.refusal.${name}`;
  return hasText(key) ? t(key, refusal.params) : t('platform.refusal.unknown');
}

// A code of our own (`catalogue.ends-before-start`) is a refusal with a text of its own.
function problemText(code: string): string {
  const [lib, name] = code.split('.', 2);
  const key = name ? `${lib}.refusal.${name}` : `platform.validation.${code}`;
  return hasText(key) ? t(key) : t('platform.validation.invalid');
}

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;

// A browser sends flat names; `sessions.0.date` is the date of the first of a list of sessions.
function expand(flat: Values): Values {
  const root: Values = {};
  for (const [name, value] of Object.entries(flat)) {
    const path = name.split('.');
    if (path.some((part) => ['__proto__', 'constructor', 'prototype'].includes(part))) continue;
    let at = root;
    for (const [index, part] of path.slice(0, -1).entries()) {
      const inside = at[part];
      if (!isObject(inside)) at[part] = /^\d{1,3}$/.test(path[index + 1] ?? '') ? [] : {};
      at = at[part] as Values;
    }
    at[path.at(-1) ?? name] = value;
  }
  return root;
}
