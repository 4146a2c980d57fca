import {
  bareText,
  dutchYesNo,
  readAddress,
  readNameParts,
  visibleText,
  withPrefix,
} from '@academie/platform';

import type { RowProblem } from '../act/import.entity';
import { printable } from '../import-table/strip-control-characters';
import type { ParticipantField } from './participant-columns';

/** A course of which people may be reported, and whether the importer leads one of its themes. */
export interface ReportedCourse {
  id: string;
  isOwn: boolean;
}

/** What reading a list needs to know; made once per file. */
export interface ParticipantContext {
  /** Today in Amsterdam, `yyyy-mm-dd`. */
  today: string;
  /** By slug or title, as people write them. */
  course: (text: string) => ReportedCourse | undefined;
  /** By name, code or number; 'several' for a name that is not one organisation's. */
  organisation: (text: string) => string | undefined;
  /** `yyyy-mm-dd`, as dutchDate reads it. */
  day: (text: string) => string | undefined;
  /** Organisation by the domain of its mail. */
  domains: ReadonlyMap<string, string>;
}

/** Somebody's part in a course elsewhere. */
export interface ParticipantDraft {
  courseId: string;
  email: string;
  givenName: string;
  familyName: string;
  organisationId: string | null;
  /** `yyyy-mm-dd` */
  startedOn: string;
  completedOn: string | null;
  /** The sender says that it is somebody else than another of the same name. */
  isOther: boolean;
  externalId: string | null;
}

export interface ReadParticipant {
  draft: ParticipantDraft;
  /** Why it cannot be used. */
  problems: RowProblem[];
  /** What is good to know of a row that can. */
  notes: RowProblem[];
}

const FIRST_DAY = '2015-01-01';
const LONGEST = { name: 100, cell: 1000 };
const REMEMBERED = 5000;
const EXTERNAL_ID = /^[A-Za-z0-9._:/-]{1,100}$/;

/** Reads one row of a list of participants. */
export function readParticipant(
  cells: Partial<Record<ParticipantField, string>>,
  context: ParticipantContext,
): ReadParticipant {
  const problems: RowProblem[] = [];
  const notes: RowProblem[] = [];
  const text = (field: ParticipantField): string => visibleText(cells[field] ?? '');
  const note = (list: RowProblem[], field: ParticipantField, code: string): void => {
    list.push({ field, code, value: printable(text(field), 60) });
  };
  const wrong = (field: ParticipantField, code: string): void => note(problems, field, code);
  for (const field of Object.keys(cells) as ParticipantField[])
    if ((cells[field] ?? '').length > LONGEST.cell) wrong(field, 'tooLong');

  const course = context.course(text('course'));
  if (!course) wrong('course', text('course') ? 'unknownCourse' : 'chooseCourse');
  else if (!course.isOwn) wrong('course', 'notYourCourse');
  const email = readAddress(cells.email ?? '')?.toLowerCase() ?? '';
  if (!email) wrong('email', 'noEmail');
  const { prefix, ...names } = readNameParts({
    givenName: text('givenName'),
    prefix: text('prefix'),
    familyName: text('familyName'),
    whole: text('name'),
  });
  const name = {
    givenName: names.givenName,
    familyName: withPrefix(prefix, names.familyName),
  };
  for (const part of ['givenName', 'familyName'] as const) {
    const field = cells[part] === undefined && cells.name !== undefined ? 'name' : part;
    if (!name[part]) wrong(field, 'missingName');
    else if (name[part].length > LONGEST.name || /\p{Cs}/u.test(name[part]))
      wrong(field, 'tooLong');
  }
  const day = (field: 'startedOn' | 'completedOn'): string | null => {
    const typed = text(field);
    if (!typed) return null;
    const found = context.day(typed);
    if (!found) wrong(field, 'noSuchDay');
    else if (found < FIRST_DAY) wrong(field, 'tooLongAgo');
    else if (found > context.today) wrong(field, 'inFuture');
    return found ?? null;
  };
  const startedOn = day('startedOn');
  if (!text('startedOn')) wrong('startedOn', 'missingStart');
  const completedOn = day('completedOn');
  if (startedOn && completedOn && completedOn < startedOn) wrong('completedOn', 'beforeStart');
  const isOther = dutchYesNo(text('otherPerson'));
  if (isOther === undefined) wrong('otherPerson', 'noYesNo');
  const externalId = text('externalId') || null;
  if (externalId && !EXTERNAL_ID.test(externalId)) wrong('externalId', 'externalIdForm');

  const named = text('organisation');
  const known = named ? context.organisation(named) : undefined;
  if (named && (!known || known === 'several')) wrong('organisation', 'unknownEmployer');
  const organisationId = known ?? context.domains.get(email.split('@')[1] ?? '') ?? null;
  if (!named && !organisationId) note(notes, 'organisation', 'noEmployer');
  return {
    draft: {
      courseId: course?.id ?? '',
      email,
      ...name,
      organisationId,
      startedOn: startedOn ?? '',
      completedOn,
      isOther: isOther ?? false,
      externalId,
    },
    problems,
    notes,
  };
}

/** Reads a text once: a long list says the same course, day and organisation on every row. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, { found: T }>();
  return (text) => {
    const before = known.get(text);
    if (before) return before.found;
    const found = read(text);
    if (known.size >= REMEMBERED) known.clear();
    known.set(text, { found });
    return found;
  };
}

/** Names as people write them: "Gemeente Haarlem" is Haarlem. */
export const bareOrganisation = (name: string): string =>
  bareText(name.replace(/^\s*(gemeente|gm)\s+/i, '')).replace(/^0+(?=\d)/, '');

/** The same for one person under two addresses; what else two people share is a coincidence. */
export const sameNameKey = ({
  courseId,
  givenName,
  familyName,
  organisationId,
}: ParticipantDraft): string =>
  [courseId, bareText(givenName), bareText(familyName), organisationId ?? ''].join(' ');
