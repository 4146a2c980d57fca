import { Injectable, type OnModuleInit } from '@nestjs/common';

import { type HealthLine, HealthLines, t } from '@academie/platform';

import { ImportQueries } from './import.queries';

/** Says on the page of how the academie runs whether lists get on. */
@Injectable()
export class ImportHealth implements OnModuleInit {
  constructor(
    private readonly health: HealthLines,
    private readonly queries: ImportQueries,
  ) {}

  onModuleInit(): void {
    this.health.add(() => this.line());
  }

  private async line(): Promise<HealthLine> {
    const { reading, stuck, stopped } = await this.queries.howTheyGetOn();
    const trouble = [
      ...(stopped > 0 ? [t('acts.import.health.stopped', { count: stopped })] : []),
      ...(stuck > 0 ? [t('acts.import.health.stuck', { count: stuck })] : []),
    ];
    return {
      what: t('acts.import.health.what'),
      state: stopped > 0 ? 'bad' : stuck > 0 ? 'attention' : 'good',
      text: trouble.join(' ') || t('acts.import.health.reading', { count: reading }),
      href: '/registraties/importeren',
    };
  }
}
