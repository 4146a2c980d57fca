import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { FunctionPages } from './function.pages';
import { FunctionService } from './function.service';
import { OrganisationDomain } from './organisation-domain.entity';
import { OrganisationEditPages } from './organisation-edit.pages';
import { OrganisationEditService } from './organisation-edit.service';

/** Making and changing organisations, their mail domains, and functions. */
@Module({
  imports: [AccessModule, TypeOrmModule.forFeature([OrganisationDomain])],
  controllers: [FunctionPages, OrganisationEditPages],
  providers: [FunctionService, OrganisationEditService],
  exports: [FunctionService, OrganisationEditService],
})
export class OrganisationEditModule {}
