// A telephone number, some of it hidden perhaps: "+31 6 1234 5678", "0612345678", "+31 6 ****78".
const NUMBER = String.raw`[+(]{0,3}\d[\d\s().*•…/xX-]{4,40}[\d*•…xX]|\+\d[\d\s().*•…/-]{1,40}`;
// "tel. 06-12345678", "T: 06 12345678".
const LABELLED = new RegExp(
  String.raw`(?:(?<![\p{L}.])(?:tel(?:efoon)?|mob(?:iel)?|gsm)[.:]{0,2}\s?|(?<![\p{L}.])[tmp]:\s?)?(?:${NUMBER})`,
  'giu',
);

/** A text without the telephone number that stands beside a name: a number is never kept as a name. */
export const withoutNumber = (text: string): string =>
  /\d/.test(text)
    ? text
        .replace(LABELLED, ' ')
        .replace(/\(\s{0,9}\)/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
    : text;
