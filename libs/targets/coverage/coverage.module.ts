import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { RuleModule } from '../rule/rule.module';
import { ValueModule } from '../value/value.module';
import { CoverageInvitationController } from './coverage-invitation.controller';
import { CoverageInvitationPages } from './coverage-invitation.pages';
import { CoverageInvitations } from './coverage-invitations';
import { CoverageQueries } from './coverage.queries';
import { TargetsOrganisationPart } from './organisation-data.handler';

/** Which municipalities count, who is missing, invitations. */
@Module({
  imports: [ActsModule, RuleModule, ValueModule],
  controllers: [CoverageInvitationController, CoverageInvitationPages],
  providers: [CoverageInvitations, CoverageQueries, TargetsOrganisationPart],
  exports: [CoverageInvitations, CoverageQueries],
})
export class CoverageModule {}
