import { isCalendarDay } from '@academie/platform';

import type { ActDraft, ActField, ActInput, ActProblem } from './act-input';
import type { ActKind, Choice } from '../kind/act-kind';
import type { KnownOrganisation } from '../kind/organisation-lookup';

/** No report looks back further; an earlier date is a slip of the finger. */
const FIRST_DAY = '2020-01-01';
const REFERENCE = /^[A-Za-z0-9._/-]{1,40}$/;
const MAX_HEADCOUNT = 100_000;
const MAX_ORGANISATIONS = 40;

export interface CheckContext {
  /** Today in Amsterdam, `yyyy-mm-dd`. */
  today: string;
  organisations: ReadonlyMap<string, KnownOrganisation>;
}

/** The act as it may be written down, and all that is wrong with it; of use when nothing is. */
export function checkAct(
  kind: ActKind,
  input: ActInput,
  context: CheckContext,
): { draft: ActDraft; problems: ActProblem[] } {
  const problems: ActProblem[] = [];
  const wrong = (field: ActField, code: string, params?: ActProblem['params']): void => {
    problems.push({ field, code, ...(params && { params }) });
  };

  checkDay(kind, input, context.today, wrong);
  checkOrganisations(kind, input, context, wrong);
  const chosen = (
    field: 'team' | 'subkind' | 'status' | 'target',
    list: readonly Choice[],
  ): string | null => {
    const value = input[field];
    if (list.length === 0 ? value !== undefined : !value)
      wrong(field, list.length === 0 ? 'notAsked' : 'choose');
    else if (value && !list.some(({ code }) => code === value)) wrong(field, 'unknownChoice');
    return value ?? null;
  };
  const draft: ActDraft = {
    kind: kind.kind,
    occurredOn: input.occurredOn,
    organisationIds: [...new Set(input.organisationIds ?? [])],
    team: chosen('team', kind.teams),
    subkind: chosen('subkind', kind.subkinds),
    status: chosen('status', kind.statuses),
    flags: flagsOf(kind, input, wrong),
    quantity: quantityOf(kind, input, wrong),
    headcount: headcountOf(kind, input, wrong),
    reference: referenceOf(kind, input, wrong),
    documentTitle: input.document?.title.trim() ?? null,
    documentUrl: input.document?.url.trim() ?? null,
    target: chosen('target', kind.targets),
  };
  checkDocument(kind, draft, wrong);
  return { draft, problems };
}

type Wrong = (field: ActField, code: string, params?: ActProblem['params']) => void;

function checkDay(kind: ActKind, { occurredOn, status }: ActInput, today: string, wrong: Wrong) {
  if (!occurredOn) return wrong('occurredOn', 'missing');
  if (!isCalendarDay(occurredOn)) return wrong('occurredOn', 'noSuchDay');
  if (occurredOn < FIRST_DAY) return wrong('occurredOn', 'tooEarly');
  const ahead = kind.statuses.some(({ code, ahead }) => ahead && code === status);
  if (!ahead && occurredOn > today) return wrong('occurredOn', 'inFuture');
  const endOfNextYear = `${Number(today.slice(0, 4)) + 1}-12-31`;
  if (occurredOn > endOfNextYear) wrong('occurredOn', 'tooFarAhead');
}

function checkOrganisations(kind: ActKind, input: ActInput, context: CheckContext, wrong: Wrong) {
  const asked = kind.organisation;
  const ids = input.organisationIds ?? [];
  if (!asked) {
    if (ids.length > 0) wrong('organisation', 'notAsked');
    return;
  }
  if (asked.required && ids.length === 0) return wrong('organisation', 'choose');
  if (!asked.several && ids.length > 1) return wrong('organisation', 'onlyOne');
  if (ids.length > MAX_ORGANISATIONS) return wrong('organisation', 'tooMany');
  const region = kind.teams.find(({ code }) => code === input.team)?.region;
  for (const id of ids) {
    const found = context.organisations.get(id);
    if (!found) return wrong('organisation', 'unknownChoice');
    const { name, kind: type, safetyRegion, validFrom, validTo, successor } = found;
    if (type !== asked.type) return wrong('organisation', `not.${asked.type}`, { name });
    if (region && safetyRegion !== region)
      return wrong('organisation', 'otherRegion', { name, region, own: safetyRegion ?? '' });
    if (validTo && input.occurredOn >= validTo)
      return wrong('organisation', successor ? 'mergedInto' : 'ended', {
        name,
        ...(successor && { successor }),
      });
    if (validFrom && input.occurredOn < validFrom)
      return wrong('organisation', 'notYet', { name, from: Number(validFrom.slice(0, 4)) });
  }
}

function flagsOf(kind: ActKind, input: ActInput, wrong: Wrong): Record<string, boolean> {
  const given = Object.entries(input.flags ?? {});
  for (const [code, value] of given) {
    const flag = kind.flags.find((known) => known.code === code);
    if (!flag) wrong('flags', 'unknownFlag');
    else if (value && flag.for && !flag.for.includes(input.subkind ?? ''))
      wrong('flags', 'flagForOther', { name: flag.name, others: namesOf(kind, flag.for) });
  }
  return Object.fromEntries(
    kind.flags
      .filter((flag) => !flag.for || flag.for.includes(input.subkind ?? ''))
      .map(({ code }) => [code, input.flags?.[code] === true]),
  );
}

const namesOf = (kind: ActKind, codes: string[]): string =>
  kind.subkinds
    .filter(({ code }) => codes.includes(code))
    .map(({ name }) => name)
    .join(', ');

function quantityOf(kind: ActKind, { quantity }: ActInput, wrong: Wrong): number {
  const usual = kind.quantity?.default ?? 1;
  if (quantity === undefined) return usual;
  const max = kind.quantity?.max ?? 1;
  if (!Number.isInteger(quantity)) wrong('quantity', 'noInteger');
  else if (quantity < 1 || quantity > max)
    wrong('quantity', kind.quantity ? 'outOfBounds' : 'notAsked', { min: 1, max });
  return quantity;
}

function headcountOf(kind: ActKind, { headcount }: ActInput, wrong: Wrong): number | null {
  if (headcount === undefined) {
    if (kind.headcount === 'required') wrong('headcount', 'missing');
    return null;
  }
  if (!kind.headcount) wrong('headcount', 'notAsked');
  else if (!Number.isInteger(headcount)) wrong('headcount', 'noInteger');
  else if (headcount < 1 || headcount > MAX_HEADCOUNT)
    wrong('headcount', 'outOfBounds', { min: 1, max: MAX_HEADCOUNT });
  return headcount;
}

// Around digits and signs a blank says nothing; between two words it says that this is a name.
const withoutBlanks = (reference: string): string =>
  reference
    .split(/\s+/)
    .filter(Boolean)
    .reduce(
      (text, part) =>
        /[A-Za-z]$/.test(text) && /^[A-Za-z]/.test(part) ? `${text} ${part}` : text + part,
      '',
    );

function referenceOf(kind: ActKind, input: ActInput, wrong: Wrong): string | null {
  const reference = withoutBlanks(input.reference ?? '');
  if (!reference) {
    if (kind.reference === 'required') wrong('reference', 'missing');
    return null;
  }
  if (!kind.reference) wrong('reference', 'notAsked');
  else if (!REFERENCE.test(reference)) wrong('reference', 'referenceForm');
  return reference;
}

function checkDocument(kind: ActKind, { documentTitle, documentUrl }: ActDraft, wrong: Wrong) {
  if (!kind.document) {
    if (documentTitle ?? documentUrl) wrong('documentTitle', 'notAsked');
    return;
  }
  if (!documentTitle && !documentUrl && kind.document === 'optional') return;
  if (!documentTitle) wrong('documentTitle', 'missing');
  else if (documentTitle.length > 200 || !isPlain(documentTitle))
    wrong('documentTitle', 'titleForm');
  if (!documentUrl) wrong('documentUrl', 'missing');
  else if (!isPublicLink(documentUrl)) wrong('documentUrl', 'linkForm');
}

// A cell that begins like this is a formula to a spreadsheet, and control characters are no title.
const isPlain = (title: string): boolean =>
  !/^[=+\-@]|[\p{Cs}\p{Cc}\p{Cf}\p{Co}\p{Cn}]/u.test(title);

/** Whether a document can be found there: https, a whole name, no password. */
export const isPublicLink = (url: string): boolean => {
  if (url.length > 500 || !/^https:\/\/[\x21-\x7e]+$/.test(url) || !URL.canParse(url)) return false;
  const { hostname, username, password } = new URL(url);
  return hostname.includes('.') && !username && !password;
};
