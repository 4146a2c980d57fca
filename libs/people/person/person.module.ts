import { Module } from '@nestjs/common';

import { Guests } from './guests';
import { OrganisationsController } from './organisations.controller';
import { PeopleQueries } from './people.queries';

/** Finding people and organisations. */
@Module({
  controllers: [OrganisationsController],
  providers: [Guests, PeopleQueries],
  exports: [Guests, PeopleQueries],
})
export class PersonModule {}
