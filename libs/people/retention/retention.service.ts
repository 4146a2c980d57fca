import { Injectable } from '@nestjs/common';

import { Database, Job, Journal, type Kept, newId, NotFound, Retention } from '@academie/platform';

import type { Actor } from '../access/actor';
import { PeriodOutside } from '../people.errors';

/** What one press of the button forgets, in thousands; the night does the rest. */
const PARTS_AT_ONCE = 20;

/** Changes for how long data are kept, and carries it out. What was done is in the journal. */
@Injectable()
export class RetentionService {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly retention: Retention,
  ) {}

  /** @throws NotFound */
  async kind(name: string): Promise<Kept> {
    const found = (await this.retention.all()).find(({ kind }) => kind === name);
    if (!found) throw new NotFound();
    return found;
  }

  /** Keeps this kind for so many days from now on. @throws PeriodOutside */
  async change(actor: Actor, kept: Kept, days: number): Promise<void> {
    const { kind, least, most, period } = kept;
    if (days < least || days > most) throw new PeriodOutside({ least, most });
    if (days === period) return;
    await this.database.transaction(async (tx) => {
      const was = await this.retention.change(tx, kind, days);
      await this.journal.record(tx, {
        action: 'retention.changed',
        subjectId: newId(),
        actorId: actor.id,
        data: { kind, from: was ?? kept.days, to: days },
      });
    });
  }

  /** Forgets what is too old of this kind, now. Says how many went, and whether that is all. */
  async run(actor: Actor, kept: Kept): Promise<{ gone: number; isAll: boolean }> {
    const done = await this.retention.forget(kept, PARTS_AT_ONCE);
    await this.tell(kept, done.gone, actor);
    return done;
  }

  /** Forgets what is too old, of all kinds. One that fails does not keep the others from it. */
  @Job('25 3 * * *', 'people.forget')
  async runAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const kept of await this.retention.all())
      try {
        await this.tell(kept, (await this.retention.forget(kept)).gone);
      } catch (error) {
        failures.push(new Error(`${kept.kind} was not forgotten`, { cause: error }));
      }
    if (failures.length > 0) throw new AggregateError(failures, String(failures[0]));
  }

  private async tell({ kind, period }: Kept, gone: number, actor?: Actor): Promise<void> {
    if (gone === 0) return;
    await this.database.transaction((tx) =>
      this.journal.record(tx, {
        action: 'retention.carried-out',
        subjectId: newId(),
        actorId: actor?.id,
        data: { kind, days: period, gone },
      }),
    );
  }
}
