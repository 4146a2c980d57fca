import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { Navigation, PeopleModule } from '@academie/people';
import { Jobs, Seeds } from '@academie/platform';

import { Act, ActOrganisation } from './act.entity';
import { ActAccess } from './act-access';
import { ActCounting } from './act-counting';
import { ActImports } from './act-importer';
import { ActFormPages } from './act-form.pages';
import { ActKindsController } from './act-kinds.controller';
import { ActKinds } from './act-kinds';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import { ActsController } from './acts.controller';
import { ActsPages } from './acts.pages';
import { DemoActsSeed } from './demo-acts.seed';
import { ImportParts } from './import-parts';
import { ImportRetention } from './import-retention';
import { Import, ImportRow } from './import.entity';
import { ImportPages } from './import.pages';
import { ImportQueries } from './import.queries';
import { ImportService } from './import.service';
import { ImportWorker } from './import-worker';
import { ImportsController } from './imports.controller';
import { Organisations } from './organisations';
import { ParticipantImports } from './participant-importer';
import { Participation } from './participation.entity';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow, Participation]),
  ],
  controllers: [
    ActsController,
    ActKindsController,
    ImportsController,
    ActFormPages,
    ImportPages,
    ActsPages,
  ],
  providers: [
    ActAccess,
    ActCounting,
    ActImports,
    ActKinds,
    ActQueries,
    ActService,
    DemoActsSeed,
    ImportParts,
    ImportQueries,
    ImportRetention,
    ImportService,
    ImportWorker,
    Organisations,
    ParticipantImports,
  ],
  exports: [ActCounting, ActKinds, ActQueries, ActService],
})
export class ActsModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoActsSeed: DemoActsSeed,
    private readonly navigation: Navigation,
    private readonly jobs: Jobs,
    private readonly importRetention: ImportRetention,
  ) {}

  onModuleInit(): void {
    this.jobs.every('40 3 * * *', 'acts.forget-old-files', () => this.importRetention.run());
    this.seeds.add(this.demoActsSeed);
    this.navigation.add({
      href: '/registraties',
      label: 'Registraties',
      roles: ['coordinator', 'theme_lead', 'administrator', 'auditor'],
      position: 60,
    });
  }
}
