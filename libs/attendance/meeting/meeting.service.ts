import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { OutcomeRecorder } from '@academie/enrolment';
import { type Actor, Guests } from '@academie/people';
import { Clock, Database, isId, Refusal, rows } from '@academie/platform';

import { SessionNotBegun } from '../attendance.errors';
import { AttendanceService, type MarkResult } from '../register/attendance.service';
import { AUTHORITATIVE_SOURCES, type MarkSource, type MarkValue } from '../mark/mark-value';
import type {
  Judged,
  MeetingAnswer,
  MeetingAnswers,
  MeetingChoice,
  MeetingOutcome,
} from './meeting-answer';
import { type Expected, isSameName, matchOf } from './meeting-match';
import { guestOf, hasName } from './meeting-guest';
import { MeetingQueries, type Said } from './meeting.queries';
import {
  isOfSession,
  type MeetingPerson,
  type MeetingReport,
} from '../meeting-report/meeting-report';
import { type MeetingRule, valueOf } from './meeting-rule';
import { type Hours, minutesIn, touches } from '../meeting-report/meeting-visit';
import { type SessionHead, SessionAccess } from '../register/session-access';

/**
 * A caller by telephone is a number without a name, and so cannot become a guest either. Of one person of a
 * report.
 */
const CALLER_IS_NOBODY = 'attendance.caller-is-nobody';
/** A letter of the name was lost, or the cell holds a failed formula. Of one person of a report. */
const UNREADABLE_NAME = 'attendance.unreadable-name';
/** How long somebody was there cannot be read. Of one person of a report. */
const UNREADABLE_DURATION = 'attendance.unreadable-duration';

/** What the report says of one enrolment, beside what was said before. */
interface Wanted {
  enrolmentId: string;
  minutes: number;
  value?: MarkValue | undefined;
  /** Minutes of a partial mark. */
  kept?: number | undefined;
  same?: boolean;
  before?: Said | undefined;
}

/** Takes over who was in an online session from the report of the meeting. */
@Injectable()
export class MeetingService {
  constructor(
    private readonly database: Database,
    private readonly queries: MeetingQueries,
    private readonly clock: Clock,
    private readonly sessionAccess: SessionAccess,
    private readonly attendance: AttendanceService,
    private readonly registerChanges: OutcomeRecorder,
    private readonly guests: Guests,
  ) {}

  /** Whom each person of the report may be; nothing is written. @throws SessionNotBegun */
  async judge(
    head: Pick<SessionHead, 'offeringId' | 'startsAt' | 'endsAt'>,
    report: MeetingReport,
    rule: MeetingRule,
  ): Promise<{ judged: Judged[]; expected: Expected[]; fits: boolean }> {
    if (this.clock.now() < head.startsAt) throw new SessionNotBegun();
    const expected = await this.queries.expected(head.offeringId);
    const fits = isOfSession(report, head);
    const judged = report.people.map((person) => {
      const minutes = minutesIn(head, person.visits, !fits);
      const value = valueOf(minutes, rule);
      const outcome = whyNot(person, head, !fits);
      return { person, minutes, outcome, value, match: matchOf(person, expected) };
    });
    return { judged, expected, fits };
  }

  /**
   * Marks everybody who was in the meeting, by the rule. Without a choice only who is known for sure is
   * marked. Only minutes within the hours of the session count; of a meeting at other hours nothing is
   * recorded, unless `otherHours` says that it was this session. Two people of the report who are one person
   * count together. The same report again changes nothing, and nobody becomes a guest twice. One answer for
   * each.
   * @throws NotFound, NotAllowed, SessionCancelled, SessionNotBegun
   */
  async record(
    actor: Actor,
    sessionId: string,
    report: MeetingReport,
    rule: MeetingRule,
    { choices, otherHours }: MeetingAnswers,
  ): Promise<MeetingAnswer[]> {
    const { people } = report;
    const head = await this.sessionAccess.get(actor, sessionId);
    if (this.clock.now() < head.startsAt) throw new SessionNotBegun();
    return this.database.transaction(async (tx) => {
      await lockOffering(tx, head.offeringId);
      const expected = await this.queries.expected(head.offeringId, tx);
      const fits = isOfSession(report, head);
      const anyHours = !fits && otherHours;
      const answers: MeetingAnswer[] = [];
      for (const [at, person] of people.entries()) {
        const minutes = minutesIn(head, person.visits, anyHours);
        const why = fits || anyHours ? whyNot(person, head, anyHours) : 'outside';
        answers.push(
          why
            ? { outcome: why, minutes }
            : {
                minutes,
                outcome: 'skipped',
                ...(await this.whom(tx, actor, head, person, minutes, choices.get(at), expected)),
              },
        );
      }
      await this.mark(tx, actor, head, people, rule, answers, anyHours);
      return answers;
    });
  }

  private async whom(
    tx: EntityManager,
    actor: Actor,
    { offeringId }: SessionHead,
    person: MeetingPerson,
    minutes: number,
    choice: MeetingChoice | undefined,
    expected: Expected[],
  ): Promise<Partial<MeetingAnswer>> {
    if (choice === 'skip') return { outcome: 'skipped' };
    if (person.unreadable && person.visits.length === 0)
      return { outcome: 'rejected', code: UNREADABLE_DURATION, cell: person.unreadable };
    if (typeof choice === 'object') {
      const known = expected.some(({ enrolmentId }) => enrolmentId === choice.enrolmentId);
      return known
        ? { outcome: 'recorded', enrolmentId: choice.enrolmentId }
        : { outcome: 'rejected', code: 'attendance.unknown-enrolment' };
    }
    const match = matchOf(person, expected);
    if (match.kind === 'found') return { outcome: 'recorded', enrolmentId: match.enrolmentId };
    if (choice !== 'guest') return { outcome: match.kind };
    if (person.caller) return { outcome: 'rejected', code: CALLER_IS_NOBODY };
    if (!hasName(person)) return { outcome: 'rejected', code: UNREADABLE_NAME };
    // A person who came in as a guest before is that guest, however short the name.
    const [guest, ...others] = expected.filter((one) => isSameName(one.name, person.name));
    if (guest && others.length === 0)
      return { outcome: 'recorded', enrolmentId: guest.enrolmentId };
    // Less than a minute makes nobody a guest.
    if (minutes < 1) return { outcome: 'too_short' };
    try {
      const enrolmentId = await this.admit(tx, actor, offeringId, person);
      expected.push({ enrolmentId, name: person.name, organisation: null, addresses: [] });
      return { outcome: 'recorded', enrolmentId };
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      return { outcome: 'rejected', code: error.code };
    }
  }

  /** Somebody the academie knows by address comes in as that person; anybody else as a guest. */
  private async admit(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    { name, email }: MeetingPerson,
  ): Promise<string> {
    const [known] = await rows<{ id: string }>(
      tx,
      `SELECT p.id FROM people.email_address a JOIN people.person_name p ON p.id = a.person_id
        WHERE a.address = $1 AND p.status IN ('active', 'invited', 'guest')`,
      [email],
    );
    const personId = known?.id ?? (await this.guests.add(tx, guestOf(name), actor.id));
    return this.registerChanges.walkIn(tx, actor, { offeringId, personId });
  }

  private async mark(
    tx: EntityManager,
    actor: Actor,
    head: SessionHead,
    people: readonly MeetingPerson[],
    rule: MeetingRule,
    answers: MeetingAnswer[],
    anyHours: boolean,
  ): Promise<void> {
    const { id, endsAt } = head;
    const ids = [...new Set(answers.flatMap(({ enrolmentId }) => enrolmentId ?? []))].filter(isId);
    const said = new Map(
      (await this.queries.said(tx, id, ids)).map((one) => [one.enrolmentId, one]),
    );
    const now = this.clock.now();
    const wanted = ids.map((enrolmentId): Wanted => {
      const own = people.filter((_, at) => answers[at]?.enrolmentId === enrolmentId);
      const minutes = minutesIn(
        head,
        own.flatMap(({ visits }) => visits),
        anyHours,
      );
      const value = valueOf(minutes, rule);
      if (!value) return { enrolmentId, minutes };
      const kept = value === 'partial' ? minutes : undefined;
      const before = said.get(enrolmentId);
      const same = before?.reportValue === value && before.reportMinutes === (kept ?? null);
      return { enrolmentId, value, minutes, kept, same, before };
    });
    const sent = wanted.filter(({ value, same }) => value && !same);
    const results =
      sent.length === 0
        ? []
        : await this.attendance.recordIn(
            tx,
            actor,
            id,
            sent.map(({ enrolmentId, value, kept, before }) => ({
              clientId: clientIdOf([id, enrolmentId, value, kept, before?.lastReport]),
              enrolmentId,
              value: value ?? 'unknown',
              minutes: kept,
              source: 'meeting_log' as const,
              occurredAt: endsAt < now ? endsAt : now,
            })),
          );
    for (const one of wanted) {
      const result = results[sent.indexOf(one)];
      const outcome = outcomeOf(one, result);
      for (const answer of answers)
        if (answer.enrolmentId === one.enrolmentId)
          Object.assign(answer, {
            outcome,
            value: one.value,
            minutes: one.minutes,
            ...(result?.result === 'rejected' && { code: result.code }),
          });
    }
  }
}

/** Why nothing of a person counts, no matter who it is. */
function whyNot(
  { visits, waited }: MeetingPerson,
  session: Hours,
  anyHours: boolean,
): 'outside' | 'waiting' | undefined {
  if (waited) return 'waiting';
  return visits.length === 0 || anyHours || touches(session, visits) ? undefined : 'outside';
}

function outcomeOf(
  { value, same, before }: Wanted,
  result: MarkResult | undefined,
): MeetingOutcome {
  if (!value) return 'too_short';
  if (result?.result === 'rejected') return 'rejected';
  if (same || result?.result === 'repeated') return 'repeated';
  const outranked =
    before && (AUTHORITATIVE_SOURCES as readonly MarkSource[]).includes(before.source);
  return outranked ? 'outranked' : 'recorded';
}

/** The same for the same, so that a report that is sent twice at once is taken once (RFC 9562, 5.8). */
function clientIdOf(parts: readonly (string | number | null | undefined)[]): string {
  const hash = createHash('sha256').update(JSON.stringify(parts)).digest();
  hash[6] = 0x80 | ((hash[6] ?? 0) & 0x0f);
  hash[8] = 0x80 | ((hash[8] ?? 0) & 0x3f);
  return hash.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
