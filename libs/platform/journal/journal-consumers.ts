import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareMethod, type DecoratorFor } from '../discovery/declaration';
import { Declarations, type Declared } from '../discovery/declarations';
import { onlyOnce } from '../discovery/only-once';
import type { EventName } from './journal-events';

/** A journal line as a consumer sees it. */
export interface JournalEvent<Name extends EventName = EventName> {
  /** Journal id; as text, because bigint does not fit a number. */
  id: string;
  recordedAt: Date;
  action: Name;
  subjectId: string;
  actorId: string | null;
  onBehalfOf: string | null;
  reason: string | null;
  data: Record<string, unknown>;
}

interface Listening {
  consumer: string;
  events: readonly EventName[];
  /** Whether it also hears of what is written down long after it happened. */
  past?: boolean;
}
type One<Name extends EventName> = (
  tx: EntityManager,
  event: JournalEvent<Name>,
) => Promise<unknown>;
type Many<Name extends EventName> = (
  tx: EntityManager,
  events: readonly JournalEvent<Name>[],
) => Promise<unknown>;

const oneByOne = declareMethod<Listening, One<never>>();
const together = declareMethod<Listening, Many<never>>();

/**
 * Has the method do what follows from these events. It works inside `tx`, and the pending row goes in the
 * same transaction, so each event has its effect exactly once. `consumer` is stored with every pending
 * row, so it must not change; its sentence for administrators is at `<lib>.consumer.<what>`.
 */
export const OnJournal = <Name extends EventName>(
  consumer: string,
  ...events: Name[]
): DecoratorFor<One<Name>> => oneByOne({ consumer, events });

/**
 * As `OnJournal`, where many events cost little more than one: the method gets all that are pending, up to
 * 200. When it fails, each of them is tried again by itself.
 */
export const OnJournalTogether = <Name extends EventName>(
  consumer: string,
  ...events: Name[]
): DecoratorFor<Many<Name>> => together({ consumer, events });

/**
 * As `OnJournalTogether`, and also for what `recordPast` writes: for a consumer that counts, and tells nobody
 * anything. A mail about last year would only surprise.
 */
export const OnJournalAndPast = <Name extends EventName>(
  consumer: string,
  ...events: Name[]
): DecoratorFor<Many<Name>> => together({ consumer, events, past: true });

/** A method that reacts to what happened on its left. */
export interface JournalConsumer {
  name: string;
  events: readonly EventName[];
  /** Whether it also hears of what happened in the past. */
  hearsPast: boolean;
  /** Whether it takes several events at once; if not, `handle` gets one. */
  takesMany: boolean;
  /** Does the work inside `tx`. */
  handle(tx: EntityManager, events: readonly JournalEvent[]): Promise<void>;
  /** Class and method. */
  where: string;
}

/** Which consumer listens to which event. Every process knows all, since all doors share one wiring. */
@Injectable()
export class JournalConsumers implements OnModuleInit {
  private known: readonly JournalConsumer[] = [];
  private readonly byEvent = new Map<string, string[]>();

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.known = [
      ...this.declarations.methods(oneByOne).map((found) =>
        consumerOf(found, false, async (tx, events) => {
          for (const event of events) await found.thing(tx, event as never);
        }),
      ),
      ...this.declarations.methods(together).map((found) =>
        consumerOf(found, true, async (tx, events) => {
          await found.thing(tx, events as never[]);
        }),
      ),
    ];
    onlyOnce(this.known);
    for (const { name, events } of this.known)
      for (const event of events) this.byEvent.set(event, [...this.of(event), name]);
  }

  /** Names of the consumers of an event. */
  of(event: EventName): string[] {
    return this.byEvent.get(event) ?? [];
  }

  /** Names of the consumers of an event that happened in the past. */
  ofPast(event: EventName): string[] {
    return this.of(event).filter((name) => this.get(name)?.hearsPast);
  }

  get(name: string): JournalConsumer | undefined {
    return this.known.find((consumer) => consumer.name === name);
  }

  get names(): string[] {
    return this.known.map(({ name }) => name);
  }

  get all(): readonly JournalConsumer[] {
    return this.known;
  }
}

const consumerOf = (
  { options, where }: Declared<Listening, unknown>,
  takesMany: boolean,
  handle: JournalConsumer['handle'],
): JournalConsumer => ({
  name: options.consumer,
  events: options.events,
  hearsPast: options.past ?? false,
  takesMany,
  handle,
  where,
});
