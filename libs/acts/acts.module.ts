import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';
import { Seeds } from '@academie/platform';

import { Act, ActOrganisation } from './act.entity';
import { ActKinds } from './act-kinds';
import { ActQueries } from './act.queries';
import { ActService } from './act.service';
import { DemoActsSeed } from './demo-acts.seed';
import { Import, ImportRow } from './import.entity';

@Module({
  imports: [PeopleModule, TypeOrmModule.forFeature([Act, ActOrganisation, Import, ImportRow])],
  providers: [ActKinds, ActQueries, ActService, DemoActsSeed],
  exports: [ActKinds, ActQueries, ActService],
})
export class ActsModule implements OnModuleInit {
  constructor(
    private readonly seeds: Seeds,
    private readonly demoActsSeed: DemoActsSeed,
  ) {}

  onModuleInit(): void {
    this.seeds.add(this.demoActsSeed);
  }
}
