import type { MarkValue } from '../mark/mark-value';
import type { Match } from './meeting-match';
import type { MeetingPerson } from '../meeting-report/meeting-report';

/** What is to become of one person of the report: whom it is, a new guest, or nobody. */
export type MeetingChoice = { enrolmentId: string } | 'guest' | 'skip';

/** What became of one person of the report. */
export type MeetingOutcome =
  | 'recorded'
  /** The same was said before. */
  | 'repeated'
  /** Kept, but what a trainer said goes before it. */
  | 'outranked'
  | 'skipped'
  /** Less than a minute. */
  | 'too_short'
  /** Was in no part of the session. */
  | 'outside'
  /** Was only in the waiting room. */
  | 'waiting'
  /** Nobody said who it is. */
  | 'unsure'
  | 'unknown'
  | 'rejected';

export interface MeetingAnswer {
  outcome: MeetingOutcome;
  /** Whom it was recorded for. */
  enrolmentId?: string | undefined;
  value?: MarkValue | undefined;
  minutes: number;
  /** Why it was rejected. */
  code?: string | undefined;
  /** The cell that cannot be read. */
  cell?: string | undefined;
}

/** What the trainer said of a report. */
export interface MeetingAnswers {
  /** Whom each person is, by place in the report. */
  choices: ReadonlyMap<number, MeetingChoice>;
  /** The report is of this session, though its hours are others. */
  otherHours: boolean;
}

/** A person of the report with whom it may be. */
export interface Judged {
  person: MeetingPerson;
  /** Of the session; of the meeting when that was at other hours. */
  minutes: number;
  /** Was in no part of the session, or only in the waiting room. */
  outcome: 'outside' | 'waiting' | undefined;
  value: MarkValue | undefined;
  match: Match;
}
