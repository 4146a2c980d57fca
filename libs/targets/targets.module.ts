import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { Contribution, Rollup } from './contribution.entity';
import { Context, Evidence } from './evidence.entity';
import { Plan } from './plan.entity';
import { Target, TargetOwner } from './target.entity';

const ENTITIES = [Plan, Target, TargetOwner, Context, Evidence, Contribution, Rollup];

@Module({
  imports: [PeopleModule, CatalogueModule, TypeOrmModule.forFeature(ENTITIES)],
})
export class TargetsModule {}
