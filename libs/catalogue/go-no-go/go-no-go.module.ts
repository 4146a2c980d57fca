import { Module } from '@nestjs/common';

import { OfferingModule } from '../offering/offering.module';
import { ManageModule } from '../manage/manage.module';
import { GoNoGoMails } from './go-no-go.mails';
import { GoNoGoPages } from './go-no-go.pages';
import { GoNoGoService } from './go-no-go.service';

/** Whether an offering with too few people is given. */
@Module({
  imports: [OfferingModule, ManageModule],
  controllers: [GoNoGoPages],
  providers: [GoNoGoMails, GoNoGoService],
})
export class GoNoGoModule {}
