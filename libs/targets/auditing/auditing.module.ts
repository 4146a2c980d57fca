import { Module } from '@nestjs/common';

import { AttendanceModule } from '@academie/attendance';

import { EvidenceModule } from '../evidence/evidence.module';
import { RuleModule } from '../rule/rule.module';
import { SignedFileModule } from '../signed-file/signed-file.module';
import { ValueModule } from '../value/value.module';
import { AuditingPages } from './auditing.pages';
import { EvidenceFiles } from './evidence-files';
import { RegisterPages } from './register.pages';
import { RegisterQueries } from './register.queries';
import { SampleQueries } from './sample.queries';

/** For who checks a number: samples, files of evidence and registers, all without names. */
@Module({
  imports: [AttendanceModule, EvidenceModule, RuleModule, SignedFileModule, ValueModule],
  controllers: [AuditingPages, RegisterPages],
  providers: [EvidenceFiles, RegisterQueries, SampleQueries],
})
export class AuditingModule {}
