import { dateRangeText } from '@academie/catalogue';
import { t } from '@academie/platform';

import type { Expected } from './meeting-match';
import type { Judged, MeetingAnswer, MeetingChoice } from './meeting-answer';
import { hasName } from './meeting-guest';
import {
  hoursOf,
  MOST_PEOPLE,
  type MeetingPerson,
  type MeetingReport,
} from '../meeting-report/meeting-report';

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
  const rows = judged.map(({ person, minutes, value, match, outcome }, at) => {
    const found = match.kind === 'found' ? byId.get(match.enrolmentId) : undefined;
    const likely =
      match.kind === 'unsure' ? match.enrolmentIds.flatMap((id) => byId.get(id) ?? []) : [];
    const others = left.filter((one) => !likely.includes(one)).slice(0, MOST_OPTIONS);
    const option = (one: Expected): object => ({ value: one.enrolmentId, label: nameOf(one) });
    return {
      sure: found !== undefined,
      name: shownName(person),
      minutes: outcome
        ? t(`attendance.meeting.${outcome}`)
        : minutes === 1
          ? '1 minuut'
          : `${minutes} minuten`,
      value: value && t(`attendance.value.${value}`),
      field: `keuze.${at}`,
      why:
        person.unreadable !== null
          ? t('attendance.refusal.unreadable-duration', { cell: person.unreadable })
          : person.hidden
            ? t('attendance.meeting-why.hidden')
            : person.caller
              ? t('attendance.meeting-why.caller')
              : match.kind === 'unsure' && match.repeated
                ? t('attendance.meeting-why.repeated')
                : match.kind === 'unsure' && likely.length > 1
                  ? t('attendance.meeting-why.several')
                  : match.kind === 'unsure'
                    ? t('attendance.meeting-why.alike')
                    : t('attendance.meeting-why.unknown'),
      likely: likely.map(option),
      options: found
        ? [option(found), { value: SKIP, label: 'Overslaan' }]
        : [
            { value: SKIP, label: 'Overslaan' },
            ...likely.map(option),
            ...(hasName(person)
              ? [{ value: GUEST, label: t('attendance.meeting-match.add') }]
              : []),
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
  answers.map(({ outcome, value, minutes, code, cell }, at) => ({
    cells: [
      { text: shownName(people[at]) },
      { text: `${minutes} min`, label: 'Minuten', numeric: true },
      { text: value ? t(`attendance.value.${value}`) : '–', label: 'Aanwezigheid' },
      {
        label: t('attendance.meeting-page.outcome'),
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
      { text: code ? t(code.replace('.', '.refusal.'), { cell }) : '', label: 'Toelichting' },
    ],
  }));

const nameOf = ({ name, organisation }: Expected): string =>
  organisation ? `${name}, ${organisation}` : name;

/** Of somebody who dialled in the last digits, if they are known. */
export const shownName = (person: Pick<MeetingPerson, 'name' | 'caller'> | undefined): string =>
  person?.caller ? t('attendance.meeting-caller', { end: person.name }) : (person?.name ?? '');

/** When the meeting was and what it was called, beside the session it is taken over for. */
export function meetingView(report: MeetingReport, fits: boolean): object {
  const hours = hoursOf(report);
  return {
    title: report.title,
    when: hours && dateRangeText(hours.startsAt, hours.endsAt),
    other: !fits,
  };
}

/** A report as the review form sends it back: it is nowhere kept until it is taken over. */
export const packed = ({ people, title, hours }: MeetingReport): string =>
  Buffer.from(
    JSON.stringify({
      people,
      title,
      hours: hours && [hours.startsAt.getTime(), hours.endsAt.getTime()],
    }),
  ).toString('base64');

/** The report in a review form, or undefined when it was damaged on the way. */
export function unpacked(text: unknown): MeetingReport | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    const given: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    if (!isRecord(given)) return undefined;
    const { people, title, hours } = given;
    if (!Array.isArray(people) || people.length > MOST_PEOPLE || !people.every(isPerson))
      return undefined;
    const [from, until] = Array.isArray(hours) ? (hours as unknown[]) : [];
    return {
      people,
      title: typeof title === 'string' ? title : null,
      hours:
        isMoment(from) && isMoment(until)
          ? { startsAt: new Date(from), endsAt: new Date(until) }
          : null,
    };
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoment = (value: unknown): value is number =>
  typeof value === 'number' && Math.abs(value) < 8.64e15;
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= 200;

function isPerson(value: unknown): value is MeetingPerson {
  if (!isRecord(value)) return false;
  const { name, email, visits, caller, repeated, waited, hidden, unreadable } = value;
  return (
    isText(name) &&
    (name.length > 0 || caller === true) &&
    (email === null || isText(email)) &&
    [caller, repeated, waited, hidden].every((one) => typeof one === 'boolean') &&
    (unreadable === null || isText(unreadable)) &&
    Array.isArray(visits) &&
    visits.every(isVisit)
  );
}

function isVisit(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { from, until, minutes } = value;
  const isLength =
    minutes === null || (typeof minutes === 'number' && minutes >= 0 && minutes < 100_000);
  return isLength && ((from === null && until === null) || (isMoment(from) && isMoment(until)));
}
