import { type DynamicModule, Global, Module } from '@nestjs/common';

import { Clock } from './clock';

/** The clock, days and hours in Amsterdam, and working days. */
@Global()
@Module({})
export class TimeModule {
  static with(clock: Clock): DynamicModule {
    return {
      module: TimeModule,
      providers: [{ provide: Clock, useValue: clock }],
      exports: [Clock],
    };
  }
}
