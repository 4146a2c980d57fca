// Nothing but a number, some of it hidden perhaps: "+31 6 1234 5678", "0612345678", "+31 6 ****78".
const NUMBER = /[+(]{0,3}\d[\d\s().*•xX-]{5,40}[\d*]/g;
// What meetings call somebody who dialled in: "Call-in User_3", "Phone user 1", "Beller 2".
const CALLER =
  /^(?:call-?in user|phone user|dial-?in(?: user)?|telephone user|inbeller|beller|telefoon(?:gebruiker)?|unknown caller|onbekende beller)[\s_#-]*\d*$/i;

/**
 * Somebody who dialled in, of whom a meeting knows a number and no name. `key` tells one caller from
 * another within a report, and is kept nowhere; `end` is the last two digits, for the trainer to go by.
 */
export interface Caller {
  key: string;
  end: string;
}

/** The caller of whom this is the name, if it is no name. */
export function callerIn(name: string): Caller | undefined {
  const plain = name
    .replace(/\((?:gast|guest|extern\w*|unverified|niet geverifieerd)\)/gi, ' ')
    .replace(/^(?:tel|phone|telefoon)[.:]?\s*(?=[+\d])/i, '')
    .trim();
  const isNumber = /\d/.test(plain) && /^[+(]*[\d*][\d\s().*•xX-]{4,}$/.test(plain);
  if (!isNumber && !CALLER.test(plain)) return undefined;
  const digits = plain
    .replace(/[^\d*]/g, '')
    .replace(/^0(?=\d{9}$)/, '31')
    .replace(/^00/, '');
  return {
    key: `${isNumber ? '' : plain.toLowerCase()}${digits}`,
    end: /\d{1,2}$/.exec(digits)?.[0] ?? '',
  };
}

/** A name without the number that stands beside it: a number is never kept as a name. */
export const withoutNumber = (name: string): string =>
  name
    .replace(NUMBER, ' ')
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
