import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CourseModule } from '../course/course.module';
import { Clashes } from './clashes';
import { OfferingPlanner } from './offering-planner';
import { OfferingSessions } from './offering-sessions';
import { OfferingTrainers } from './offering-trainers';
import { Offering, OfferingAudience, OfferingTrainer } from './offering.entity';
import { OfferingService } from './offering.service';
import { OutsideOfferings } from './outside-offerings';
import { RoomSizes } from './room-sizes';
import { Session } from './session.entity';

/** Offerings, sessions, locations: entities, rules, commands. */
@Module({
  imports: [
    CourseModule,
    TypeOrmModule.forFeature([Offering, OfferingAudience, OfferingTrainer, Session]),
  ],
  providers: [
    Clashes,
    OfferingPlanner,
    OfferingService,
    OfferingSessions,
    OfferingTrainers,
    OutsideOfferings,
    RoomSizes,
  ],
  exports: [
    Clashes,
    OfferingPlanner,
    OfferingService,
    OfferingTrainers,
    OutsideOfferings,
    RoomSizes,
  ],
})
export class OfferingModule {}
