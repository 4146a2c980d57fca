import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { declareClass, Declarations } from '@academie/platform';

/** A period of which there is a plan. */
export interface CountedPeriod {
  /** First day, `yyyy-mm-dd`. */
  from: string;
  /** First day after it. */
  until: string;
  /** Whether its figures were settled. */
  isClosed: boolean;
}

/** A target for which an act counts now. */
export interface CountedFor {
  targetId: string;
  code: string;
  title: string;
}

/** Those who count acts: the targets, to the right of this lib. */
export interface ActCounter {
  periods(): Promise<CountedPeriod[]>;
  countsFor(actId: string): Promise<CountedFor[]>;
  /** Which of these acts a file shows that somebody confirmed. */
  shown(actIds: readonly string[], tx: EntityManager): Promise<ReadonlySet<string>>;
}

const declaration = declareClass<object, ActCounter>();

/** Lets a class say what acts count for. One class does. */
export const CountsActs = () => declaration({});

/** What becomes of an act in the plans, as far as somebody counts it. */
@Injectable()
export class ActCounting implements OnModuleInit {
  private counter: ActCounter = {
    periods: () => Promise.resolve([]),
    countsFor: () => Promise.resolve([]),
    shown: () => Promise.resolve(new Set<string>()),
  };

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    const [counting] = this.declarations.classes(declaration);
    if (counting) this.counter = counting.thing;
  }

  countsFor(actId: string): Promise<CountedFor[]> {
    return this.counter.countsFor(actId);
  }

  /** Which of these acts a file shows that somebody confirmed. */
  shown(actIds: readonly string[], tx: EntityManager): Promise<ReadonlySet<string>> {
    return this.counter.shown(actIds, tx);
  }

  /** Where a day stands; made once for a whole list. */
  async days(today: string): Promise<(day: string) => 'counted' | 'closed' | 'outside'> {
    const periods = await this.counter.periods();
    return (day) => {
      const period = periods.find(({ from, until }) => day >= from && day < until);
      if (period) return period.isClosed ? 'closed' : 'counted';
      // A year that runs may still get its plan; any other day is most likely a slip.
      return day.slice(0, 4) === today.slice(0, 4) ? 'counted' : 'outside';
    };
  }
}
