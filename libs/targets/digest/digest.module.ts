import { Module } from '@nestjs/common';

import { EnrolmentModule } from '@academie/enrolment';

import { ValueModule } from '../value/value.module';
import { CoverageModule } from '../coverage/coverage.module';
import { ContestModule } from '../contest/contest.module';
import { DigestPages } from './digest.pages';
import { DigestQueries } from './digest.queries';
import { DigestService } from './digest.service';

/** The weekly mail of a theme lead. */
@Module({
  imports: [EnrolmentModule, ValueModule, CoverageModule, ContestModule],
  controllers: [DigestPages],
  providers: [DigestQueries, DigestService],
})
export class DigestModule {}
