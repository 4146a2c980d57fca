import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AttachmentService } from './attachment.service';
import { DocumentService } from './document.service';
import {
  AuProgress,
  AuSession,
  Registration,
  Statement,
  StatementAttachment,
  XapiDocument,
} from './record-store.entity';
import { StatementService } from './statement.service';

/** Statements and documents of units of cmi5, as xAPI keeps them. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      Registration,
      AuSession,
      AuProgress,
      Statement,
      StatementAttachment,
      XapiDocument,
    ]),
  ],
  providers: [AttachmentService, DocumentService, StatementService],
  exports: [AttachmentService, DocumentService, StatementService],
})
export class RecordStoreModule {}
