import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { RuleModule } from '../rule/rule.module';
import { PlanReader } from './plan-reader';
import { Plan } from './plan.entity';
import { Target, TargetOwner } from './target.entity';

/** A plan as data and file; its entities. */
@Module({
  imports: [RuleModule, TypeOrmModule.forFeature([Plan, Target, TargetOwner])],
  providers: [PlanReader],
  exports: [PlanReader],
})
export class PlanModule {}
