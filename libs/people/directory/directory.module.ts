import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { JobFunction, Membership, MembershipFunction } from './membership.entity';
import { Organisation } from './organisation.entity';
import { PeopleSeed } from './people.seed';
import { EmailAddress, Password, Person } from './person.entity';

/** Persons, organisations and memberships: entities and reference data. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Organisation,
      Person,
      EmailAddress,
      Password,
      Membership,
      JobFunction,
      MembershipFunction,
    ]),
  ],
  providers: [PeopleSeed],
})
export class DirectoryModule {}
