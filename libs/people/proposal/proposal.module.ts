import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { MembershipModule } from '../membership/membership.module';
import { NoticeModule } from '../notice/notice.module';
import { OwnWorkPages } from './own-work.pages';
import { MembershipProposal } from './proposal.entity';
import { ProposalMails } from './proposal.mails';
import { ProposalPages } from './proposal.pages';
import { ProposalQueries } from './proposal.queries';
import { ProposalService } from './proposal.service';

/** Changes of work that people tell, and coordinators confirm. */
@Module({
  imports: [
    AccessModule,
    MembershipModule,
    NoticeModule,
    TypeOrmModule.forFeature([MembershipProposal]),
  ],
  controllers: [OwnWorkPages, ProposalPages],
  providers: [ProposalMails, ProposalQueries, ProposalService],
})
export class ProposalModule {}
