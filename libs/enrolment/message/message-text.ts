import { clockTime, longDate, t } from '@academie/platform';

/** What stands between braces in a text that an organiser writes. */
export const PLACEHOLDERS = ['naam', 'training', 'datum', 'plaats', 'link'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];
export type TextValues = Record<Placeholder, string>;

/** A paragraph as lines; a mail shows each on a line of its own. */
export interface Paragraph {
  lines: string[];
}

const BRACED = /\{([^{}]*)\}/g;

/** Words between braces that stand for nothing: a typing mistake that everybody would read. */
export const unknownPlaceholders = (text: string): string[] =>
  [...text.matchAll(BRACED)]
    .map(([, word = '']) => word)
    .filter((word) => !(PLACEHOLDERS as readonly string[]).includes(word.trim().toLowerCase()));

/** The text with the values in it. What a value holds is not looked at again. */
export const filled = (text: string, values: TextValues): string =>
  text.replace(BRACED, (whole, word: string) => {
    const name = word.trim().toLowerCase();
    return Object.hasOwn(values, name) ? values[name as Placeholder] : whole;
  });

/** A text as paragraphs: a blank line begins a new one. */
export const paragraphsOf = (text: string): Paragraph[] =>
  text
    .trim()
    .split(/\n\s*\n/)
    .filter((part) => part.trim())
    .map((part) => ({ lines: part.split('\n').map((line) => line.trim()) }));

/** What the words stand for, for one person and one session. */
export function valuesOf(facts: {
  name: string;
  courseTitle: string;
  courseSlug: string;
  session: { startsAt: Date; where: string } | undefined;
  publicUrl: string;
}): TextValues {
  const { session } = facts;
  return {
    naam: facts.name,
    training: facts.courseTitle,
    datum: session
      ? t('enrolment.message.at', {
          day: longDate(session.startsAt),
          time: clockTime(session.startsAt),
        })
      : t('enrolment.message.date-to-follow'),
    plaats: session?.where || t('enrolment.message.place-to-follow'),
    link: `${facts.publicUrl}/aanbod/${facts.courseSlug}`,
  };
}
