import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { RetentionPages } from './retention.pages';
import { RetentionService } from './retention.service';

/** For how long data are kept: an administrator sees it, changes it and carries it out. */
@Module({
  imports: [AccessModule],
  controllers: [RetentionPages],
  providers: [RetentionService],
})
export class RetentionModule {}
