import { Module } from '@nestjs/common';

import { PeopleModule } from '@academie/people';

import { DutyExemptionModule } from '../duty-exemption/duty-exemption.module';
import { DutyMineModule } from '../duty-mine/duty-mine.module';
import { DutyApiController } from './duty-api.controller';
import { DutyListPages } from './duty-list.pages';
import { DutyListQueries } from './duty-list.queries';

/** Who of an organisation must still follow what, for its coordinator. */
@Module({
  imports: [PeopleModule, DutyExemptionModule, DutyMineModule],
  controllers: [DutyApiController, DutyListPages],
  providers: [DutyListQueries],
})
export class DutyListModule {}
