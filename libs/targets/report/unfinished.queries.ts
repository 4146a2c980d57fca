import { Injectable } from '@nestjs/common';

import { HeldRowQueries, ImportQueries } from '@academie/acts';

import { UnconfirmedQueries, type Unconfirmed } from '../next-step/unconfirmed.queries';
import type { OpenOffering } from '../planning/rule-forecast';
import type { Report } from './report.queries';

/** What would be missing from a report that is closed now. */
export interface Unfinished {
  /** Held, and their registers are open; each once, however many targets it counts for. */
  offerings: OpenOffering[];
  /** Lists that were looked at and wait for somebody to say yes. */
  imports: number;
  /** Rows of lists that may be another thing than what counts, or the same. */
  held: number;
  /** What waits for a confirmation, with the code of its target. */
  unconfirmed: (Unconfirmed & { code: string })[];
}

/** What somebody finishes before a year is closed. */
@Injectable()
export class UnfinishedQueries {
  constructor(
    private readonly unconfirmed: UnconfirmedQueries,
    private readonly imports: ImportQueries,
    private readonly held: HeldRowQueries,
  ) {}

  async of({ targets }: Report): Promise<Unfinished> {
    const all = targets.map(({ target }) => target);
    const [unconfirmed, imports, held] = await Promise.all([
      this.unconfirmed.of(all),
      this.imports.waiting(),
      this.held.count(),
    ]);
    const codes = new Map(all.map(({ id, code }) => [id, code]));
    const offerings = new Map(
      all.flatMap(({ plannedEvidence }) => plannedEvidence.open.map((one) => [one.id, one])),
    );
    return {
      offerings: [...offerings.values()],
      imports,
      held,
      unconfirmed: unconfirmed.map((one) => ({ ...one, code: codes.get(one.targetId) ?? '' })),
    };
  }
}
