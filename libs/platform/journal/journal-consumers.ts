import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A journal line as a consumer sees it. */
export interface JournalEvent {
  /** Journal id; as text, because bigint does not fit a number. */
  id: string;
  recordedAt: Date;
  action: string;
  subjectId: string;
  actorId: string | null;
  onBehalfOf: string | null;
  reason: string | null;
  data: Record<string, unknown>;
}

/** Somebody to the right who reacts to what happened on the left. */
export interface JournalConsumer {
  /** Stable name; it is stored with every pending row. */
  readonly name: string;
  /** The actions it wants. */
  readonly actions: readonly string[];
  /** Does the work inside `tx`; the pending row goes in the same transaction, so exactly once. */
  handle(tx: EntityManager, event: JournalEvent): Promise<void>;
  /**
   * Does the work of many events at once, where that costs little more than one. All or none: when it
   * fails, each of them is tried again by itself with `handle`.
   */
  handleAll?(tx: EntityManager, events: readonly JournalEvent[]): Promise<void>;
}

/** Who listens to which action. Every process knows all, since all doors share one wiring. */
@Injectable()
export class JournalConsumers {
  private readonly byName = new Map<string, JournalConsumer>();
  private readonly byAction = new Map<string, string[]>();

  /** Called by a lib in onModuleInit. */
  register(consumer: JournalConsumer): void {
    if (this.byName.has(consumer.name)) throw new Error(`two consumers named ${consumer.name}`);
    this.byName.set(consumer.name, consumer);
    for (const action of consumer.actions)
      this.byAction.set(action, [...this.of(action), consumer.name]);
  }

  /** Names of the consumers of an action. */
  of(action: string): string[] {
    return this.byAction.get(action) ?? [];
  }

  get(name: string): JournalConsumer | undefined {
    return this.byName.get(name);
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }
}
