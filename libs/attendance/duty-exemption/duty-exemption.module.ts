import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';

import { DutyModule } from '../duty/duty.module';
import { DutyCareService } from './duty-care.service';
import { EarlierLearningPages } from './earlier-learning.pages';
import { ExemptionMails } from './exemption.mails';
import { ExemptionPages } from './exemption.pages';
import { ExemptionQueries } from './exemption.queries';
import { ExemptionService } from './exemption.service';
import { WaivedPlaces } from './waived-places.consumer';

/** What is decided about somebody's duty: earlier learning, more time, a waiver. */
@Module({
  imports: [PeopleModule, CatalogueModule, EnrolmentModule, DutyModule],
  controllers: [EarlierLearningPages, ExemptionPages],
  providers: [DutyCareService, ExemptionMails, ExemptionQueries, ExemptionService, WaivedPlaces],
  exports: [DutyCareService, ExemptionQueries],
})
export class DutyExemptionModule {}
