import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { lockOffering } from '@academie/catalogue';
import { OutcomeRecorder } from '@academie/enrolment';
import { type Actor, Guests } from '@academie/people';
import { Clock, Database, isId, Refusal, rows } from '@academie/platform';

import { AttendanceService, type MarkResult } from '../register/attendance.service';
import { AUTHORITATIVE_SOURCES, type MarkSource, type MarkValue } from '../mark/mark-value';
import { type Expected, isSameName, type Match, matchOf } from './meeting-match';
import { guestOf } from './meeting-guest';
import { MeetingQueries, type Said } from './meeting.queries';
import { type MeetingPerson, minutesOf } from './meeting-report';
import { type MeetingRule, valueOf } from './meeting-rule';
import { type SessionHead, SessionAccess } from '../register/session-access';

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
}

/** A person of the report with whom it may be. */
export interface Judged {
  person: MeetingPerson;
  minutes: number;
  value: MarkValue | undefined;
  match: Match;
}

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

  /** Whom each person of the report may be; nothing is written. */
  async judge(
    head: Pick<SessionHead, 'offeringId'>,
    people: readonly MeetingPerson[],
    rule: MeetingRule,
  ): Promise<{ judged: Judged[]; expected: Expected[] }> {
    const expected = await this.queries.expected(head.offeringId);
    const judged = people.map((person) => {
      const minutes = minutesOf([person]);
      return { person, minutes, value: valueOf(minutes, rule), match: matchOf(person, expected) };
    });
    return { judged, expected };
  }

  /**
   * Marks whoever was in the meeting, by the rule. `choices` are by place in the list; without one,
   * only who is known for sure is marked. Two people of the report who are one person count together.
   * The same report again changes nothing, and nobody becomes a guest twice. One answer for each.
   * @throws NotFound, NotAllowed, SessionCancelled
   */
  async record(
    actor: Actor,
    sessionId: string,
    people: readonly MeetingPerson[],
    rule: MeetingRule,
    choices: ReadonlyMap<number, MeetingChoice>,
  ): Promise<MeetingAnswer[]> {
    const head = await this.sessionAccess.get(actor, sessionId);
    return this.database.transaction(async (tx) => {
      await lockOffering(tx, head.offeringId);
      const expected = await this.queries.expected(head.offeringId, tx);
      const answers: MeetingAnswer[] = people.map((person) => ({
        outcome: 'skipped',
        minutes: minutesOf([person]),
      }));
      for (const [at, person] of people.entries())
        Object.assign(
          answers[at] as MeetingAnswer,
          await this.whom(tx, actor, head, person, choices.get(at), expected),
        );
      await this.mark(tx, actor, head, people, rule, answers);
      return answers;
    });
  }

  private async whom(
    tx: EntityManager,
    actor: Actor,
    { offeringId }: SessionHead,
    person: MeetingPerson,
    choice: MeetingChoice | undefined,
    expected: Expected[],
  ): Promise<Partial<MeetingAnswer>> {
    if (choice === 'skip') return { outcome: 'skipped' };
    if (typeof choice === 'object') {
      const known = expected.some(({ enrolmentId }) => enrolmentId === choice.enrolmentId);
      return known
        ? { outcome: 'recorded', enrolmentId: choice.enrolmentId }
        : { outcome: 'rejected', code: 'attendance.unknown-enrolment' };
    }
    const match = matchOf(person, expected);
    if (match.kind === 'found') return { outcome: 'recorded', enrolmentId: match.enrolmentId };
    if (choice !== 'guest') return { outcome: match.kind };
    // Whoever came in as a guest before is that guest, however short the name.
    const [guest, ...others] = expected.filter((one) => isSameName(one.name, person.name));
    if (guest && others.length === 0)
      return { outcome: 'recorded', enrolmentId: guest.enrolmentId };
    // Less than a minute makes nobody a guest.
    if (minutesOf([person]) < 1) return { outcome: 'too_short' };
    try {
      const enrolmentId = await this.letIn(tx, actor, offeringId, person);
      expected.push({ enrolmentId, name: person.name, organisation: null, addresses: [] });
      return { outcome: 'recorded', enrolmentId };
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      return { outcome: 'rejected', code: error.code };
    }
  }

  /** Somebody the academie knows by address comes in as that person; anybody else as a guest. */
  private async letIn(
    tx: EntityManager,
    actor: Actor,
    offeringId: string,
    { name, email }: MeetingPerson,
  ): Promise<string> {
    const [known] = await rows<{ id: string }>(
      tx,
      `SELECT p.id FROM people.email_address a JOIN people.person p ON p.id = a.person_id
        WHERE a.address = $1 AND p.status IN ('active', 'invited', 'guest')`,
      [email],
    );
    const personId = known?.id ?? (await this.guests.add(tx, guestOf(name), actor.id));
    return this.registerChanges.walkIn(tx, actor, { offeringId, personId });
  }

  private async mark(
    tx: EntityManager,
    actor: Actor,
    { id, endsAt }: SessionHead,
    people: readonly MeetingPerson[],
    rule: MeetingRule,
    answers: MeetingAnswer[],
  ): Promise<void> {
    const ids = [...new Set(answers.flatMap(({ enrolmentId }) => enrolmentId ?? []))].filter(isId);
    const said = new Map(
      (await this.queries.said(tx, id, ids)).map((one) => [one.enrolmentId, one]),
    );
    const now = this.clock.now();
    const wanted = ids.map((enrolmentId): Wanted => {
      const own = people.filter((_, at) => answers[at]?.enrolmentId === enrolmentId);
      const minutes = Math.min(minutesOf(own), rule.sessionMinutes);
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
