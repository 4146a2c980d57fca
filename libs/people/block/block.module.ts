import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { BlockController } from './account-block.controller';
import { BlockPages } from './account-block.pages';
import { BlockService } from './account-block.service';

/** Accounts that are blocked. */
@Module({
  imports: [AccessModule, NoticeModule],
  controllers: [BlockController, BlockPages],
  providers: [BlockService],
  exports: [BlockService],
})
export class BlockModule {}
