import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';

import { RegisterModule } from '../register/register.module';
import { SessionNeedsPages } from './session-needs.pages';

/** What the participants of a session need and answered. */
@Module({
  imports: [EnrolmentModule, RegisterModule],
  controllers: [SessionNeedsPages],
})
export class SessionNeedsModule {}
