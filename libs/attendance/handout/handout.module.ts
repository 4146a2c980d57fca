import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { RegisterModule } from '../register/register.module';
import { HandoutPages } from './handout.pages';
import { HandoutQueries } from './handout.queries';
import { SessionMaterialsPages } from './session-materials.pages';

/** Material of trainings: who may have it, and handing it over. */
@Module({
  imports: [CatalogueModule, RegisterModule],
  controllers: [HandoutPages, SessionMaterialsPages],
  providers: [HandoutQueries],
  exports: [HandoutQueries],
})
export class HandoutModule {}
