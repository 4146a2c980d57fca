import { Module } from '@nestjs/common';

import { WaitingListModule } from '../waiting-list/waiting-list.module';
import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { ReplacementController } from './replacement.controller';
import { ReplacementPages } from './replacement.pages';
import { ReplacementService } from './replacement.service';

/** A seat handed to a colleague. */
@Module({
  imports: [WaitingListModule, PlaceModule, ParticipantsModule, OrganisationModule],
  controllers: [ReplacementController, ReplacementPages],
  providers: [ReplacementService],
})
export class ReplacementModule {}
