import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { NoticeModule } from '../notice/notice.module';
import { BlockController } from './block.controller';
import { BlockPages } from './block.pages';
import { BlockService } from './block.service';

/** Accounts that are blocked. */
@Module({
  imports: [AccessModule, NoticeModule],
  controllers: [BlockController, BlockPages],
  providers: [BlockService],
  exports: [BlockService],
})
export class BlockModule {}
