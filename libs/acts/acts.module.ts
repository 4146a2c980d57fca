import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { Act, ActOrganisation } from './act.entity';
import { ActKinds } from './act-kinds';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import { Import, ImportRow } from './import.entity';

@Module({
  imports: [PeopleModule, TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow])],
  providers: [ActKinds, ActQueries, ActService],
  exports: [ActKinds, ActQueries, ActService],
})
export class ActsModule {}
