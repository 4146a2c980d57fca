import { FormTooLarge, TooManyFields } from '../errors/refusal';

/** What a form without a file may hold. */
export interface FormLimits {
  kilobytes: number;
  fields: number;
}

/** No field of ours has a longer name: `sessions.12.locationId`, `minutes.` and an id. */
const LONGEST_NAME = 100;
const AMPERSAND = 0x26;

/**
 * The fields of a form as a browser sends it (application/x-www-form-urlencoded); a name that comes more
 * than once has a list of texts. Fields with a longer name than any of ours are left out.
 * @throws FormTooLarge, TooManyFields
 */
export function readFormBody(
  body: Buffer,
  { kilobytes, fields }: FormLimits,
): Record<string, string | string[]> {
  if (body.length > kilobytes * 1000) throw new FormTooLarge({ kilobytes });
  if (countUpTo(body, fields) >= fields) throw new TooManyFields({ most: fields });
  const found: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(body.toString())) {
    if (name.length > LONGEST_NAME || name === '__proto__') continue;
    const before = found[name];
    if (before === undefined) found[name] = value;
    else if (typeof before === 'string') found[name] = [before, value];
    else before.push(value);
  }
  return found;
}

/** How many ampersands there are, up to `most`. */
function countUpTo(body: Buffer, most: number): number {
  let count = 0;
  for (let at = body.indexOf(AMPERSAND); at >= 0 && count < most; count += 1)
    at = body.indexOf(AMPERSAND, at + 1);
  return count;
}
