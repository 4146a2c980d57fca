import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { OperationsModule } from '../operations/operations.module';
import { PagesModule } from '../pages/pages.module';
import { AnswerRetention } from './answer-retention';
import { FaviconController } from './favicon.controller';
import { HealthController } from './health.controller';
import { IdempotencyKey } from './idempotency.entity';
import { RefusalFilter } from './refusal.filter';

/** What holds for every request: headers, limits, refusals, keys against doing it twice. */
@Module({
  imports: [
    DatabaseModule,
    OperationsModule,
    PagesModule,
    TypeOrmModule.forFeature([IdempotencyKey]),
  ],
  controllers: [HealthController, FaviconController],
  providers: [AnswerRetention, RefusalFilter],
  exports: [RefusalFilter],
})
export class HttpModule {}
