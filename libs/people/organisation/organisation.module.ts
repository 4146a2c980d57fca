import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { OrganisationParts } from './organisation-data';
import { OrganisationEnding, OrganisationEndingMove } from './organisation-ending.entity';
import { OrganisationEndingsController } from './organisation-endings.controller';
import { OrganisationPages } from './organisation.pages';
import { OrganisationQueries } from './organisation.queries';
import { OrganisationService } from './organisation.service';

/** Organisations, and those that end. */
@Module({
  imports: [AccessModule, TypeOrmModule.forFeature([OrganisationEnding, OrganisationEndingMove])],
  controllers: [OrganisationEndingsController, OrganisationPages],
  providers: [OrganisationParts, OrganisationQueries, OrganisationService],
  exports: [OrganisationParts, OrganisationService],
})
export class OrganisationModule {}
