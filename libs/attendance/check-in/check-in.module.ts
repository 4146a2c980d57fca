import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';
import { TypeOrmModule } from '@nestjs/typeorm';

import { RegisterModule } from '../register/register.module';
import { CheckInKey } from './check-in-key.entity';
import { CheckInKeys } from './check-in-keys';
import { CheckInTrainerPages } from './check-in-trainer.pages';
import { CheckInController } from './check-in.controller';
import { CheckInPages } from './check-in.pages';
import { CheckInService } from './check-in.service';
import { Tickets } from './tickets';

/** Codes, tickets and the screens at the door. */
@Module({
  imports: [EnrolmentModule, RegisterModule, TypeOrmModule.forFeature([CheckInKey])],
  controllers: [CheckInController, CheckInPages, CheckInTrainerPages],
  providers: [CheckInKeys, CheckInService, Tickets],
})
export class CheckInModule {}
