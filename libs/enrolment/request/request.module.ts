import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { PlaceModule } from '../place/place.module';
import { ApprovalService } from './approval.service';
import { ApprovalsController } from './approvals.controller';
import { ApproverQueries } from './approver.queries';
import { DeputiesPages } from './deputies.pages';
import { Deputy } from './deputy.entity';
import { DeputyService } from './deputy.service';
import { RequestMails } from './request.mails';
import { RequestsPages } from './requests.pages';
import { RequestsQueries } from './requests.queries';

/** Places that need a yes from a coordinator or organiser; deputies. */
@Module({
  imports: [PlaceModule, TypeOrmModule.forFeature([Deputy])],
  controllers: [ApprovalsController, DeputiesPages, RequestsPages],
  providers: [ApprovalService, ApproverQueries, DeputyService, RequestMails, RequestsQueries],
  exports: [ApprovalService, RequestsQueries],
})
export class RequestModule {}
