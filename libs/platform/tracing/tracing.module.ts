import { Module } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';
import { Tracing } from './tracing';

/** What happens, told to a collector. */
@Module({
  providers: [
    {
      provide: Tracing,
      inject: [CONFIG],
      // What speaks to a collector takes a tenth of a second to load; most installations have none.
      useFactory: async ({ traces }: Config) =>
        new Tracing(traces && (await import('./collector')).tellingCollector(traces)),
    },
  ],
  exports: [Tracing],
})
export class TracingModule {}
