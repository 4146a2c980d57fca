import { t } from '@academie/platform';

import type { Expected } from './meeting-match';
import type { MeetingPerson } from './meeting-report';
import type { Judged, MeetingAnswer, MeetingChoice } from './meeting.service';

/** More names than this in one list help nobody. */
const MOST_OPTIONS = 100;
const GUEST = 'gast';
const SKIP = 'overslaan';

/** The people of a report as rows to look through: who each is, or who it may be. */
export function reviewRows(
  judged: readonly Judged[],
  expected: readonly Expected[],
): { sure: object[]; open: object[] } {
  const byId = new Map(expected.map((one) => [one.enrolmentId, one]));
  const taken = new Set(
    judged.flatMap(({ match }) => (match.kind === 'found' ? [match.enrolmentId] : [])),
  );
  const left = expected.filter(({ enrolmentId }) => !taken.has(enrolmentId));
  const rows = judged.map(({ person, minutes, value, match }, at) => {
    const found = match.kind === 'found' ? byId.get(match.enrolmentId) : undefined;
    const likely =
      match.kind === 'unsure' ? match.enrolmentIds.flatMap((id) => byId.get(id) ?? []) : [];
    const others = left.filter((one) => !likely.includes(one)).slice(0, MOST_OPTIONS);
    const option = (one: Expected): object => ({ value: one.enrolmentId, label: nameOf(one) });
    return {
      sure: found !== undefined,
      name: person.name,
      minutes: minutes === 1 ? '1 minuut' : `${minutes} minuten`,
      value: value && t(`attendance.value.${value}`),
      field: `keuze.${at}`,
      why:
        match.kind === 'unsure' && likely.length > 1
          ? 'Er zijn meer mensen met deze naam. Kies wie het was.'
          : match.kind === 'unsure'
            ? 'De naam lijkt hierop. Kies of het klopt.'
            : 'Deze naam staat niet op de lijst.',
      likely: likely.map(option),
      options: found
        ? [option(found), { value: SKIP, label: 'Overslaan' }]
        : [
            { value: SKIP, label: 'Overslaan' },
            ...likely.map(option),
            { value: GUEST, label: 'Toevoegen als inloop' },
            ...others.map(option),
          ],
      who: found && nameOf(found),
    };
  });
  return { sure: rows.filter(({ sure }) => sure), open: rows.filter(({ sure }) => !sure) };
}

/** What the trainer chose for each person, by place in the list. */
export function choicesIn(texts: Record<string, string>): Map<number, MeetingChoice> {
  const choices = new Map<number, MeetingChoice>();
  for (const [place, text] of Object.entries(texts))
    choices.set(
      Number(place),
      text === GUEST ? 'guest' : text === SKIP || text === '' ? 'skip' : { enrolmentId: text },
    );
  return choices;
}

/** What became of each person, as rows of a table. */
export const resultRows = (
  people: readonly MeetingPerson[],
  answers: readonly MeetingAnswer[],
): object[] =>
  answers.map(({ outcome, value, minutes, code }, at) => ({
    cells: [
      { text: people[at]?.name ?? '' },
      { text: `${minutes} min`, label: 'Minuten', numeric: true },
      { text: value ? t(`attendance.value.${value}`) : '–', label: 'Aanwezigheid' },
      {
        label: 'Wat ermee gebeurde',
        badge: {
          label: t(`attendance.meeting.${outcome}`),
          kind:
            outcome === 'recorded' || outcome === 'repeated'
              ? 'good'
              : outcome === 'rejected'
                ? 'bad'
                : 'info',
        },
      },
      { text: code ? t(code.replace('.', '.refusal.')) : '', label: 'Toelichting' },
    ],
  }));

const nameOf = ({ name, organisation }: Expected): string =>
  organisation ? `${name}, ${organisation}` : name;

/** People as the review form sends them back: they are nowhere kept until they are taken over. */
export const packed = (people: readonly MeetingPerson[]): string =>
  Buffer.from(JSON.stringify(people)).toString('base64');

/** The people in a review form, or undefined when it was damaged on the way. */
export function unpacked(text: unknown): MeetingPerson[] | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const people: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    return Array.isArray(people) && people.length <= 1000 && people.every(isPerson)
      ? people
      : undefined;
  } catch {
    return undefined;
  }
}

function isPerson(value: unknown): value is MeetingPerson {
  if (typeof value !== 'object' || value === null) return false;
  const { name, email, stays, loose } = value as Record<string, unknown>;
  const isMinute = (one: unknown): boolean =>
    typeof one === 'number' && Number.isFinite(one) && one >= 0 && one < 100_000;
  return (
    typeof name === 'string' &&
    name.length > 0 &&
    name.length <= 200 &&
    (email === null || typeof email === 'string') &&
    isMinute(loose) &&
    Array.isArray(stays) &&
    stays.every(
      (stay: unknown) =>
        typeof stay === 'object' &&
        stay !== null &&
        isMinute((stay as { from?: unknown }).from) &&
        isMinute((stay as { until?: unknown }).until),
    )
  );
}
