import { Injectable } from '@nestjs/common';

import { type KnownSeed, Seeds } from '../database/seeds';
import { type KnownCommand, Commands } from '../jobs/commands';
import { Jobs, type KnownJob } from '../jobs/jobs';
import { type JournalConsumer, JournalConsumers } from '../journal/journal-consumers';
import { JournalEvents, type KnownEvent } from '../journal/journal-events';
import { type Language, t } from '../pages/i18n';

/** An event of the journal, and who reacts to it. */
export type HeardEvent = KnownEvent & { consumers: readonly JournalConsumer[] };

/** What the academie does by itself, as the libs declare it: for the help, the documentation and a page. */
@Injectable()
export class Overview {
  constructor(
    private readonly allJobs: Jobs,
    private readonly allEvents: JournalEvents,
    private readonly allConsumers: JournalConsumers,
    private readonly allSeeds: Seeds,
    private readonly allCommands: Commands,
  ) {}

  get jobs(): readonly KnownJob[] {
    return this.allJobs.all;
  }

  get events(): readonly HeardEvent[] {
    return this.allEvents.all.map((event) => ({
      ...event,
      consumers: this.consumers.filter(({ events }) => events.includes(event.name)),
    }));
  }

  get consumers(): readonly JournalConsumer[] {
    return this.allConsumers.all;
  }

  get seeds(): readonly KnownSeed[] {
    return this.allSeeds.all;
  }

  get commands(): readonly KnownCommand[] {
    return this.allCommands.all;
  }
}

/** What a job, consumer or seed does, from its name: `people.directory` is told at `people.seed.directory`. */
export function aboutText(
  kind: 'job' | 'consumer' | 'seed',
  name: string,
  language?: Language,
): string {
  return t(name.replace('.', `.${kind}.`), {}, language);
}

/** What an event says happened. */
export const eventText = ({ lib, name }: KnownEvent, language?: Language): string =>
  t(`${lib}.event.${name}`, {}, language);

/** The line that is printed when a seed was loaded, in `took` milliseconds. */
export const loadedText = (name: string, took: number): string =>
  `Loaded: ${aboutText('seed', name, 'en')} (${Math.round(took)} ms)`;
