import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { ValueModule } from '../value/value.module';
import { CoverageModule } from '../coverage/coverage.module';
import { BreakdownController } from './breakdown.controller';
import { BreakdownPages } from './breakdown.pages';
import { BreakdownQueries } from './breakdown.queries';

/** A value by team, municipality and month. */
@Module({
  imports: [ActsModule, ValueModule, CoverageModule],
  controllers: [BreakdownController, BreakdownPages],
  providers: [BreakdownQueries],
  exports: [BreakdownQueries],
})
export class BreakdownModule {}
