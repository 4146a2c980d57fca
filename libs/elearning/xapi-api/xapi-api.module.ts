import { Module } from '@nestjs/common';

import { Cmi5Module } from '../cmi5/cmi5.module';
import { LaunchModule } from '../launch/launch.module';
import { RecordStoreModule } from '../record-store/record-store.module';
import { DocumentsController } from './documents.controller';
import { StatementsController } from './statements.controller';
import { XapiAnswers } from './xapi-answer';

/** The record store as units of cmi5 use it, over HTTP on the content host. */
@Module({
  imports: [LaunchModule, RecordStoreModule, Cmi5Module],
  controllers: [StatementsController, DocumentsController],
  providers: [XapiAnswers],
})
export class XapiApiModule {}
