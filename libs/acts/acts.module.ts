import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { Navigation, PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { Act, ActOrganisation } from './act.entity';
import { ActAccess } from './act-access';
import { ActFormPages } from './act-form.pages';
import { ActKindsController } from './act-kinds.controller';
import { ActKinds } from './act-kinds';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import { ActsController } from './acts.controller';
import { ActsPages } from './acts.pages';
import { DemoActsSeed } from './demo-acts.seed';
import { Import, ImportRow } from './import.entity';
import { Organisations } from './organisations';

@Module({
  imports: [
    PeopleModule,
    CatalogueModule,
    TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow]),
  ],
  controllers: [ActsController, ActKindsController, ActFormPages, ActsPages],
  providers: [ActAccess, ActKinds, ActQueries, ActService, DemoActsSeed, Organisations],
  exports: [ActKinds, ActQueries, ActService],
})
export class ActsModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoActsSeed: DemoActsSeed,
    private readonly navigation: Navigation,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoActsSeed);
    this.navigation.add({
      href: '/registraties',
      label: 'Registraties',
      roles: ['coordinator', 'theme_lead', 'administrator', 'auditor'],
      position: 60,
    });
  }
}
