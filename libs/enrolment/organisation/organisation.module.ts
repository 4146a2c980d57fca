import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { RequestModule } from '../request/request.module';
import { SeatBlockModule } from '../seat-block/seat-block.module';
import { ColleagueInvitationPages } from './colleague-invitation.pages';
import { OrganisationPages } from './organisation.pages';
import { OrganisationQueries } from './organisation.queries';
import { OrganisationWorkQueries } from './organisation-work.queries';

/** Mijn organisatie: a coordinator's people. */
@Module({
  imports: [
    CatalogueModule,
    PeopleModule,
    PlaceModule,
    ParticipantsModule,
    RequestModule,
    SeatBlockModule,
  ],
  controllers: [ColleagueInvitationPages, OrganisationPages],
  providers: [OrganisationQueries, OrganisationWorkQueries],
  exports: [OrganisationQueries, OrganisationWorkQueries],
})
export class OrganisationModule {}
