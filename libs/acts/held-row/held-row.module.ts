import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActModule } from '../act/act.module';
import { KindModule } from '../kind/kind.module';
import { HeldRow } from './held-row.entity';
import { HeldRowsController } from './held-rows.controller';
import { HeldRowPages } from './held-row.pages';
import { HeldRowQueries } from './held-row.queries';
import { HeldRowService } from './held-row.service';

/** Rows of lists that may be there already, and wait for a theme lead. */
@Module({
  imports: [KindModule, ActModule, TypeOrmModule.forFeature([HeldRow])],
  controllers: [HeldRowsController, HeldRowPages],
  providers: [HeldRowQueries, HeldRowService],
  exports: [HeldRowQueries],
})
export class HeldRowModule {}
