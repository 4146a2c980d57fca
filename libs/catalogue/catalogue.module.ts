import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';

import { CatalogueSeed } from './catalogue.seed';
import { Course, CourseTheme } from './course.entity';
import { Location } from './location.entity';
import { Offering, OfferingTrainer } from './offering.entity';
import { OfferingNotes } from './offering-notes';
import { Session } from './session.entity';
import { Tag, Theme } from './theme.entity';

const ENTITIES = [Theme, Tag, Course, CourseTheme, Location, Offering, OfferingTrainer, Session];

@Module({
  imports: [PeopleModule, TypeOrmModule.forFeature(ENTITIES)],
  providers: [CatalogueSeed, OfferingNotes],
  exports: [OfferingNotes],
})
export class CatalogueModule {}
