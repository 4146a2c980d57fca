import { Module } from '@nestjs/common';

import { PeopleModule } from '@academie/people';

import { PlaceModule } from '../place/place.module';
import { WorkshopModule } from '../workshop/workshop.module';
import { ExportLog } from './export-log';
import { ParticipantsController } from './participants.controller';
import { ParticipantsPages } from './participants.pages';
import { ParticipantsQueries } from './participants.queries';

/** Who takes part in an offering, for its organiser; exports. */
@Module({
  imports: [PeopleModule, PlaceModule, WorkshopModule],
  controllers: [ParticipantsController, ParticipantsPages],
  providers: [ExportLog, ParticipantsQueries],
  exports: [ExportLog, ParticipantsQueries],
})
export class ParticipantsModule {}
