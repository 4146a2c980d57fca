import { Injectable, type OnModuleInit } from '@nestjs/common';

import { declareClass } from '../discovery/declaration';
import { Declarations } from '../discovery/declarations';

/**
 * The events of each lib, as they are stored in the journal. A lib adds its own list, so that a misspelt
 * event does not compile, wherever it is written or listened to:
 *
 *     export const PEOPLE_EVENTS = ['person.created', …] as const;
 *     declare module '@academie/platform' {
 *       interface EventsOfLibs { people: typeof PEOPLE_EVENTS }
 *     }
 */
export interface EventsOfLibs {
  /** The platform writes down what the libs record, and nothing of its own. */
  platform: readonly [];
}

/** `<noun>.<past tense>`, e.g. `enrolment.cancelled`: stable, since it is stored and others react to it. */
export type EventName = EventsOfLibs[keyof EventsOfLibs][number];

const declaration = declareClass<{ lib: string; events: readonly EventName[] }, object>();

/** Says on the module of a lib which events it writes into the journal: all of its list. */
export const WritesJournal = <Lib extends keyof EventsOfLibs>(
  lib: Lib,
  events: EventsOfLibs[Lib],
): ((target: new (...args: never[]) => object) => void) => declaration({ lib, events });

/** An event, and the lib that writes it. */
export interface KnownEvent {
  name: EventName;
  lib: string;
}

/** All that can stand in the journal. */
@Injectable()
export class JournalEvents implements OnModuleInit {
  private known: readonly KnownEvent[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.known = this.declarations
      .classes(declaration)
      .flatMap(({ options }) => options.events.map((name) => ({ name, lib: options.lib })));
  }

  /** In the order of the libs, and of their lists. */
  get all(): readonly KnownEvent[] {
    return this.known;
  }
}
