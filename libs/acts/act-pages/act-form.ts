import { Transform } from 'class-transformer';
import { IsArray, IsObject, IsOptional, IsString, MaxLength } from 'class-validator';

import { dutchDate, dutchInteger, type Form, isId } from '@academie/platform';

import type { ActField, ActInput, ActProblem } from '../act/act-input';
import type { ActKind } from '../kind/act-kind';
import { problemText } from '../act/act-labels';
import { InvalidAct } from '../acts.errors';

const ONE_ORGANISATION_EACH = 100;

/** The form of an act, as a browser sends it: texts, empty when nothing was filled in. */
export class ActForm {
  @IsOptional() @IsString() @MaxLength(100) kind?: string;
  /** A date field sends `yyyy-mm-dd`; without one people type 24-11-2026. */
  @IsOptional() @IsString() @MaxLength(40) occurredOn?: string;
  @IsOptional() @IsString() @MaxLength(100) organisation?: string;
  /** The other organisations, when several took part. */
  @IsOptional()
  @Transform(({ value }) => (typeof value === 'string' ? [value] : (value as unknown)))
  @IsArray()
  @IsString({ each: true })
  @MaxLength(ONE_ORGANISATION_EACH, { each: true })
  others?: string[];

  @IsOptional() @IsString() @MaxLength(100) team?: string;
  @IsOptional() @IsString() @MaxLength(100) subkind?: string;
  @IsOptional() @IsString() @MaxLength(100) status?: string;
  @IsOptional() @IsObject() flags?: Record<string, unknown>;
  @IsOptional() @IsString() @MaxLength(40) quantity?: string;
  @IsOptional() @IsString() @MaxLength(40) headcount?: string;
  @IsOptional() @IsString() @MaxLength(200) reference?: string;
  @IsOptional() @IsString() @MaxLength(500) documentTitle?: string;
  @IsOptional() @IsString() @MaxLength(1000) documentUrl?: string;
  @IsOptional() @IsString() @MaxLength(20) target?: string;
  /** Ticked: it is another than the one it looks like. */
  @IsOptional() @IsString() @MaxLength(10) isOther?: string;
}

/** What the form says, as input for the service. @throws InvalidAct for a number that is none. */
export function inputOf(form: ActForm, kind: string): ActInput {
  const problems: ActProblem[] = [];
  const numberOf = (field: 'quantity' | 'headcount'): number | undefined => {
    const text = form[field]?.trim();
    if (!text) return undefined;
    const number = dutchInteger(text);
    if (number === undefined) problems.push({ field, code: 'noInteger' });
    return number;
  };
  const typed = form.occurredOn?.trim() ?? '';
  const organisationIds = [form.organisation ?? '', ...(form.others ?? [])].filter(Boolean);
  if (!organisationIds.every(isId)) problems.push({ field: 'organisation', code: 'unknownChoice' });
  const flags = Object.entries(form.flags ?? {}).map(([code, value]) => [code, value === 'ja']);
  const [title, url] = [form.documentTitle?.trim(), form.documentUrl?.trim()];
  const [quantity, headcount] = [numberOf('quantity'), numberOf('headcount')];
  const reference = form.reference?.trim();
  if (problems.length > 0) throw new InvalidAct(problems);
  return {
    kind,
    occurredOn: dutchDate(typed) ?? typed,
    organisationIds,
    flags: Object.fromEntries(flags) as Record<string, boolean>,
    ...(form.team && { team: form.team }),
    ...(form.subkind && { subkind: form.subkind }),
    ...(form.status && { status: form.status }),
    ...(quantity !== undefined && { quantity }),
    ...(headcount !== undefined && { headcount }),
    ...(reference && { reference }),
    ...((title || url) && { document: { title: title ?? '', url: url ?? '' } }),
    ...(form.target && { target: form.target }),
    ...(form.isOther && { isOther: true }),
  };
}

/** Runs the command; what is wrong with the act stands beside its fields after that. */
export function submitAct<R>(
  form: Form<ActForm>,
  kind: ActKind | undefined,
  command: (data: ActForm) => Promise<R>,
): Promise<R | undefined> {
  return form.submit(async (data) => {
    try {
      return await command(data);
    } catch (error) {
      if (!(error instanceof InvalidAct)) throw error;
      for (const problem of error.found)
        form.errors[formField(problem.field)] ??= problemText(problem, kind);
      return undefined;
    }
  });
}

// A group of checkboxes has no field of its own name to go to.
const formField = (field: ActField): string => (field === 'flags' ? 'subkind' : field);
