import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DocumentService } from './document.service';
import {
  AuProgress,
  AuSession,
  Registration,
  Statement,
  XapiDocument,
} from './record-store.entity';
import { StatementService } from './statement.service';

/** Statements and documents of units of cmi5, as xAPI keeps them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Registration, AuSession, AuProgress, Statement, XapiDocument]),
  ],
  providers: [DocumentService, StatementService],
  exports: [DocumentService, StatementService],
})
export class RecordStoreModule {}
