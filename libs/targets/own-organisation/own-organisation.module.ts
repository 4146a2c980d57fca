import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';
import { AttendanceModule } from '@academie/attendance';
import { EnrolmentModule } from '@academie/enrolment';
import { PeopleModule } from '@academie/people';

import { RuleModule } from '../rule/rule.module';
import { ValueModule } from '../value/value.module';
import { CoverageModule } from '../coverage/coverage.module';
import { EvidenceModule } from '../evidence/evidence.module';
import { ProofFileModule } from '../proof-file/proof-file.module';
import { ContestModule } from '../contest/contest.module';
import { MonthlyMail } from './monthly-mail';
import { OrganisationShares } from './organisation-shares.queries';
import { OwnOrganisationPages } from './own-organisation.pages';
import { OwnProofPages } from './own-proof.pages';
import { OwnOrganisationService } from './own-organisation.service';

/** Mijn gemeente: one organisation against every target that concerns it. */
@Module({
  imports: [
    ActsModule,
    AttendanceModule,
    EnrolmentModule,
    PeopleModule,
    RuleModule,
    ValueModule,
    CoverageModule,
    EvidenceModule,
    ProofFileModule,
    ContestModule,
  ],
  controllers: [OwnOrganisationPages, OwnProofPages],
  providers: [MonthlyMail, OrganisationShares, OwnOrganisationService],
})
export class OwnOrganisationModule {}
