import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  Batcher,
  Clock,
  currentWork,
  Database,
  JournalConsumers,
  newId,
  rows,
  togetherOrEach,
  Tracing,
} from '@academie/platform';

import type { EnrolmentSource, EnrolmentState } from './enrolment-state';

/** Who asks for a place where, on whose behalf. */
export interface EnrolCommand {
  offeringId: string;
  personId: string;
  actorId: string;
  source: EnrolmentSource;
}

/** What enrolment.enrol answers; see there for what each outcome says. */
export interface EnrolResult {
  outcome:
    | 'enrolled'
    | 'waitlisted'
    | 'requested'
    | 'conditions'
    | 'person-not-found'
    | 'offering-not-found'
    | 'already-enrolled'
    | 'not-admitted'
    | 'offering-cancelled'
    | 'not-open-yet'
    | 'closed'
    | 'started';
  enrolmentId: string;
  state: EnrolmentState;
  waitingPosition: number | null;
}

type Busy = Omit<EnrolResult, 'outcome'> & { outcome: 'busy' };
type Given = EnrolResult | Busy | Promise<EnrolResult | Busy>;
/** A command, and the span that it came from. */
type Asked = EnrolCommand & { traceparent?: string | undefined };
type OfferingQueue = Batcher<Asked, EnrolResult | Busy>;

/** None of these waits for a lock, so they need not wait for each other's commit either. */
const RUNS = 3;

const ANSWER = `outcome, enrolment_id AS "enrolmentId", state, waiting_position AS "waitingPosition"`;

/**
 * The statement by which somebody enrols (docs/decisions/0010). A person who does so by themselves shares
 * it, and its commit, with all who do so at that moment in this process (docs/decisions/0008).
 */
@Injectable()
export class EnrolStatement {
  private readonly together: OfferingQueue = new Batcher((asks) => this.run(asks, false), RUNS);
  /** For offerings that somebody held when they were asked for: who waits there keeps nobody else. */
  private readonly lines = new Map<string, OfferingQueue>();

  constructor(
    private readonly database: Database,
    private readonly consumers: JournalConsumers,
    private readonly clock: Clock,
    private readonly tracing: Tracing,
  ) {}

  /** Enrols in a transaction of its own; answers 'conditions' where more than a seat is looked at. */
  async enrol(command: EnrolCommand): Promise<EnrolResult> {
    const under = currentWork();
    if (under?.joined) return this.alone(command);
    const ask = { ...command, traceparent: under?.traceparent };
    if (!this.lines.has(ask.offeringId)) {
      const answer = await this.together.submit(ask);
      if (answer.outcome !== 'busy') return answer;
    }
    return this.inQueue(ask);
  }

  /** Enrols inside `tx`; with 'checked' the caller has looked at the conditions. */
  async enrolIn(tx: EntityManager, ask: EnrolCommand, more?: 'checked'): Promise<EnrolResult> {
    const [answer] = await rows<EnrolResult>(
      tx,
      `SELECT ${ANSWER} FROM enrolment.enrol($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        newId(),
        ask.offeringId,
        ask.personId,
        ask.actorId,
        ask.source,
        this.clock.now(),
        this.consumers.of('enrolment.enrolled'),
        this.consumers.of('enrolment.waitlisted'),
        more === 'checked',
        this.consumers.of('enrolment.requested'),
      ],
    );
    if (!answer) throw new Error('enrolment.enrol did not answer');
    return answer;
  }

  // In the transaction of the caller's work there is nobody to share a statement with.
  private async alone(ask: EnrolCommand): Promise<EnrolResult> {
    const [answer] = await this.ask([ask], true);
    if (!answer || answer.outcome === 'busy') throw new Error('enrolment.enrol_all did not answer');
    return answer;
  }

  private async inQueue(ask: Asked): Promise<EnrolResult> {
    const { offeringId } = ask;
    const line: OfferingQueue =
      this.lines.get(offeringId) ?? new Batcher((asks) => this.run(asks, true));
    this.lines.set(offeringId, line);
    try {
      const answer = await line.submit(ask);
      if (answer.outcome === 'busy')
        throw new Error('a person who waits in line is never sent away');
      return answer;
    } finally {
      if (line.isIdle) this.lines.delete(offeringId);
    }
  }

  private run(asks: Asked[], wait: boolean): Promise<Given[]> {
    return togetherOrEach(asks, (some) => this.ask(some, wait));
  }

  // The statement belongs to the first who asked; the others are told as what else led to it.
  private ask(asks: Asked[], wait: boolean): Promise<(EnrolResult | Busy)[]> {
    const [parent, ...also] = asks.map(({ traceparent }) => traceparent);
    return this.tracing.around('enrolment.enrol', { kind: 'internal', parent, also }, () =>
      this.write(asks, wait),
    );
  }

  private write(asks: Asked[], wait: boolean): Promise<(EnrolResult | Busy)[]> {
    return this.database.prepared<EnrolResult | Busy>(
      'enrolment.enrol',
      `SELECT ${ANSWER} FROM enrolment.enrol_all($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        asks.map(() => newId()),
        asks.map(({ offeringId }) => offeringId),
        asks.map(({ personId }) => personId),
        asks.map(({ actorId }) => actorId),
        asks.map(({ source }) => source),
        this.clock.now(),
        wait,
        this.consumers.of('enrolment.enrolled'),
        this.consumers.of('enrolment.waitlisted'),
      ],
      'writes',
    );
  }
}
