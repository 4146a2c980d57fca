import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlanReader } from './plan-reader';
import { Plan } from './plan.entity';
import { Target, TargetOwner } from './target.entity';

/** A plan as data and file; its entities. */
@Module({
  imports: [TypeOrmModule.forFeature([Plan, Target, TargetOwner])],
  providers: [PlanReader],
  exports: [PlanReader],
})
export class PlanModule {}
