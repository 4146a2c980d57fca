import { validate } from 'class-validator';

import { expandNames } from './form-names';
import { hasText, t } from './i18n';
import { Refusal } from '../errors/refusal';
import { toInstance } from '../errors/input';
import { problemsOf } from '../errors/validation';

type Values = Record<string, unknown>;

/** A form with this field is shown again as it was filled in, whatever is right or wrong with it. */
export const LOOK_AGAIN = '_nakijken';

/**
 * A form that was sent: what the person typed, what is wrong with it, and the checked data when
 * nothing is. It comes back filled in, so nothing anybody typed is lost.
 */
export class Form<T extends object> {
  /** By field name; '' for what belongs to no single field. Dutch sentences. */
  readonly errors: Record<string, string> = {};
  /** What `submit` was refused with. */
  refusal?: Refusal;

  constructor(
    readonly values: Values,
    /** Set when the shape is right. */
    readonly data: T | undefined,
    /** Whether it is only shown as it was filled in, and not carried out. */
    private readonly lookAgain = false,
  ) {}

  /** For the error summary, in the order found. */
  get errorList(): { field: string; text: string }[] {
    return Object.entries(this.errors).map(([field, text]) => ({ field, text }));
  }

  get failed(): boolean {
    return this.lookAgain || Object.keys(this.errors).length > 0;
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
      this.refusal = error;
      if (error.problems)
        for (const problem of error.problems)
          this.errors[problem.field] = problemText(problem.code, problem.message);
      else this.errors[error.field ?? ''] = refusalText(error);
      return undefined;
    }
  }
}

/** Says what is wrong with a field in other words, when something is: of people one chooses a person. */
export function sayOf(form: Pick<Form<object>, 'errors'>, field: string, text: string): void {
  if (form.errors[field]) form.errors[field] = text;
}

/**
 * Checks what a browser sent against a DTO class (class-validator) and keeps what was typed. Of names that
 * the class does not have nothing is kept.
 */
export async function readForm<T extends object>(
  type: new () => T,
  body: unknown,
): Promise<Form<T>> {
  const values = expandNames(type, isObject(body) ? body : {});
  const { instance, problems } = toInstance(type, values);
  const failures = await validate(instance, { forbidUnknownValues: false });
  const found = [...problems, ...problemsOf(failures)];
  const lookAgain = isObject(body) && LOOK_AGAIN in body;
  const form = new Form<T>(values, found.length === 0 ? instance : undefined, lookAgain);
  for (const { field, code, message } of found)
    form.errors[field] ??= problemText(isBlank(values[field]) ? emptyCode(code) : code, message);
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
function problemText(code: string, message: string): string {
  const [lib, name] = code.split('.', 2);
  const key = name ? `${lib}.refusal.${name}` : `platform.validation.${code}`;
  const count = leastOf(code, message);
  if (count > 1) return t('platform.validation.arrayMinSize-more', { count });
  return hasText(key) ? t(key) : t('platform.validation.invalid');
}

// class-validator says how many only in its sentence; "at least one" is wrong of a choice that has one.
const leastOf = (code: string, message: string): number =>
  code === 'arrayMinSize' ? Number(/at least (\d+)/.exec(message)?.[1]) : 0;

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Of a field that was left empty one asks for it; "this day does not exist" would puzzle. */
const emptyCode = (code: string): string =>
  hasText(`platform.validation.${code}-empty`) ? `${code}-empty` : code;

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null;
