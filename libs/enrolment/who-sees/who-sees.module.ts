import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { ParticipantsModule } from '../participants/participants.module';
import { WhoSees } from './who-sees';
import { WhoSeesPages } from './who-sees.pages';

/** What a visitor, an outsider, another municipality, a participant and the trainer see of an offering. */
@Module({
  imports: [CatalogueModule, PeopleModule, ParticipantsModule],
  controllers: [WhoSeesPages],
  providers: [WhoSees],
})
export class WhoSeesModule {}
