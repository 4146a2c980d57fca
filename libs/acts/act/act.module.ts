import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { KindModule } from '../kind/kind.module';
import { ActCounting } from './act-counting';
import { Act, ActOrganisation } from './act.entity';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import { ActsController } from './acts.controller';
import { Import, ImportRow } from './import.entity';

/** One act: rules, commands, list, API. */
@Module({
  imports: [KindModule, TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow])],
  controllers: [ActsController],
  providers: [ActCounting, ActQueries, ActService],
  exports: [ActCounting, ActQueries, ActService],
})
export class ActModule {}
