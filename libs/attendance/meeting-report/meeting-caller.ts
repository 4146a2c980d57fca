import { withoutNumber } from '@academie/platform';

// What meetings call somebody who dialled in: "Call-in User_3", "Phone user 1", "Beller 2".
const CALLER =
  /^(?:call-?in(?: user)?|phone(?: user)?|dial-?in(?: user)?|telephone(?: user)?|pstn(?: user)?|inbeller|(?:externe |onbekende |anonieme )?beller|tel|telefoon(?: ?gebruiker)?|telefonische deelnemer|(?:unknown|anonymous|external) caller|anrufer|appelant)[\s_#.:-]*\d*$/i;
const ASIDE =
  /\((?:gast|guest|extern\w{0,10}|unverified|niet geverifieerd|verified|geverifieerd|phone|telefoon|dial-?in)\)/gi;

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
  const plain = name.replace(ASIDE, ' ').trim();
  const beside = withoutNumber(plain);
  const isNumber = /\d/.test(plain) && (beside === '' || !/[^\P{L}xX]/u.test(plain));
  if (!isNumber && !CALLER.test(beside) && !CALLER.test(plain)) return undefined;
  const digits = plain
    .replace(/[^\d*]/g, '')
    .replace(/^0(?=\d{9}$)/, '31')
    .replace(/^00/, '');
  return {
    key: `${isNumber ? '' : beside.toLowerCase()}${digits}`,
    end: /\d{1,2}$/.exec(plain.replace(/[\s().-]/g, ''))?.[0] ?? '',
  };
}
