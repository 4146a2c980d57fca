import { Injectable, type OnModuleInit } from '@nestjs/common';

import { Metrics } from '@academie/platform';

import { ImportQueries } from './import.queries';

/** How many lists are on their way, for those who run the academie. */
@Injectable()
export class ImportMetrics implements OnModuleInit {
  constructor(
    private readonly metrics: Metrics,
    private readonly queries: ImportQueries,
  ) {}

  onModuleInit(): void {
    const imports = this.metrics.gauge(
      'academie_imports',
      'Imports that are looked at, wait for a yes, are written, or stopped in the last week',
      ['state'],
    );
    this.metrics.beforeShowing(async () => {
      imports.reset();
      for (const { state, count } of await this.queries.underWay()) imports.set({ state }, count);
    });
  }
}
