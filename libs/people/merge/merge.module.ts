import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { ProcessingModule } from '../processing/processing.module';
import { PersonModule } from '../person/person.module';
import { BlockedRecords } from './blocked-records';
import { MergeController } from './merge.controller';
import { PersonDistinct, PersonMerge, PersonMergeMove } from './merge.entity';
import { MergePages } from './merge.pages';
import { MergeQueries } from './merge.queries';
import { MergeService } from './merge.service';
import { PersonParts } from './person-data';
import { OwnPersonPart } from './person-data.handler';

/** Two records become one; what each lib does with a person's rows. */
@Module({
  imports: [
    AccessModule,
    PersonModule,
    ProcessingModule,
    TypeOrmModule.forFeature([PersonMerge, PersonMergeMove, PersonDistinct]),
  ],
  controllers: [MergeController, MergePages],
  providers: [BlockedRecords, MergeQueries, MergeService, OwnPersonPart, PersonParts],
  exports: [MergeQueries, MergeService, PersonParts],
})
export class MergeModule {}
