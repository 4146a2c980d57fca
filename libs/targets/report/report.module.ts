import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ActsModule } from '@academie/acts';
import { type ChainedTable, KeepsInChain } from '@academie/platform';

import { SignedFileModule } from '../signed-file/signed-file.module';
import { ContestModule } from '../contest/contest.module';
import { NextStepModule } from '../next-step/next-step.module';
import { ValueModule } from '../value/value.module';
import { BaselineMember, Closing, ShareLink, Snapshot } from './closing.entity';
import { EditionQueries } from './edition.queries';
import { ClosingService } from './closing.service';
import { EvidenceCountQueries } from './evidence-counts.queries';
import { ShareService } from './report-share.service';
import { ReportController } from './report.controller';
import { ReportFiles } from './report-files';
import { ReportPages, SharedReportPages } from './report.pages';
import { ReportQueries } from './report.queries';
import { UnfinishedQueries } from './unfinished.queries';

const SNAPSHOTS: ChainedTable = {
  name: 'targets.snapshot',
  key: "t.closing_id::text || ' ' || t.target_id::text",
  columns: ['t.closing_id', 't.target_id', 't.shown'],
  at: '(SELECT c.closed_at FROM targets.closing c WHERE c.id = t.closing_id)',
};

/** Closing a year and its report: page, PDF, workbook, link to share. */
@KeepsInChain(SNAPSHOTS)
@Module({
  imports: [
    ActsModule,
    NextStepModule,
    ContestModule,
    SignedFileModule,
    ValueModule,
    TypeOrmModule.forFeature([BaselineMember, Closing, Snapshot, ShareLink]),
  ],
  controllers: [ReportController, ReportPages, SharedReportPages],
  providers: [
    ClosingService,
    EditionQueries,
    EvidenceCountQueries,
    ReportFiles,
    ReportQueries,
    ShareService,
    UnfinishedQueries,
  ],
})
export class ReportModule {}
