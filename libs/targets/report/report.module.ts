import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ValueModule } from '../value/value.module';
import { BaselineMember, Closing, ShareLink, Snapshot } from './closing.entity';
import { ClosingService } from './closing.service';
import { ShareService } from './report-share.service';
import { ReportController } from './report.controller';
import { ReportPages, SharedReportPages } from './report.pages';
import { ReportQueries } from './report.queries';

/** Closing a year and its report: page, PDF, workbook, link to share. */
@Module({
  imports: [ValueModule, TypeOrmModule.forFeature([BaselineMember, Closing, Snapshot, ShareLink])],
  controllers: [ReportController, ReportPages, SharedReportPages],
  providers: [ClosingService, ReportQueries, ShareService],
})
export class ReportModule {}
