import { demand } from './xapi-error';

export type Json = Record<string, unknown>;

const IRI = /^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]+$/i;
export const LANGUAGE = /^(?:[a-z]{2,3}(?:-[a-z\d]{1,8})*|[a-z]{4,8}|[ix](?:-[a-z\d]{1,8})+)$/i;
const MOMENT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)?)?$/i;

export function known(value: unknown, what: string, names: readonly string[]): Json {
  const found = anObject(value, what);
  for (const [name, one] of Object.entries(found)) {
    demand(names.includes(name), `${what} has no ${name.slice(0, 60)}`);
    demand(one !== null, `${what}.${name} is null`);
  }
  return found;
}

export function anObject(value: unknown, what: string): Json {
  demand(
    typeof value === 'object' && value !== null && !Array.isArray(value),
    `${what} is no object`,
  );
  return value as Json;
}

export function list(value: unknown, what: string): unknown[] {
  demand(Array.isArray(value), `${what} is no list`);
  return value as unknown[];
}

export function text(value: unknown, what: string): void {
  demand(typeof value === 'string' && !value.includes('\0'), `${what} is no text`);
}

export function iri(value: unknown, what: string): void {
  demand(typeof value === 'string' && value.length <= 4000 && IRI.test(value), `${what} is no IRI`);
}

export function moment(value: unknown, what: string): void {
  demand(
    typeof value === 'string' &&
      MOMENT.test(value) &&
      !/-00(?::?00)?$/.test(value) &&
      Number.isFinite(Date.parse(value)),
    `${what} is no moment`,
  );
}

export function languageMap(value: unknown, what: string): void {
  for (const [language, one] of Object.entries(anObject(value, what))) {
    demand(LANGUAGE.test(language), `${what}: ${language.slice(0, 40)} is no language`);
    text(one, what);
  }
}

export function extensions(value: unknown): void {
  for (const key of Object.keys(anObject(value, 'extensions'))) iri(key, 'a key of extensions');
}

export const has = (value: Json, name: string): boolean => Object.hasOwn(value, name);
