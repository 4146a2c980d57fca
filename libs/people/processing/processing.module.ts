import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { LooksPages } from './looks.pages';
import { ProcessingLine } from './processing-line.entity';
import { ProcessingLog } from './processing-log';

/** Who looked at whose data. */
@Module({
  imports: [TypeOrmModule.forFeature([ProcessingLine])],
  controllers: [LooksPages],
  providers: [ProcessingLog],
  exports: [ProcessingLog],
})
export class ProcessingModule {}
