import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PeopleModule } from '@academie/people';
import { EnrolmentModule } from '@academie/enrolment';

import { OutcomeModule } from '../outcome/outcome.module';
import { RegisterModule } from '../register/register.module';
import { GuestMatchingService } from './guest-matching.service';
import { GuestPages } from './guest.pages';
import { ParticipantPages } from './participant.pages';
import { WalkIn } from './walk-in.entity';
import { WalkInController } from './walk-in.controller';
import { WalkInService } from './walk-in.service';

/** People who come without a place: walk-ins and guests. */
@Module({
  imports: [
    PeopleModule,
    EnrolmentModule,
    OutcomeModule,
    RegisterModule,
    TypeOrmModule.forFeature([WalkIn]),
  ],
  controllers: [ParticipantPages, GuestPages, WalkInController],
  providers: [GuestMatchingService, WalkInService],
})
export class WalkInModule {}
