import { Module } from '@nestjs/common';

import { LearningModule } from '../learning/learning.module';
import { ToolModule } from '../tool/tool.module';
import { ToolAccess } from './tool-access';
import { ToolScoreController } from './tool-score.controller';
import { ToolScoreService } from './tool-score.service';

/** What programs of others send back (LTI AGS 2.0): who they are, and the scores of who opened them from here. */
@Module({
  imports: [LearningModule, ToolModule],
  controllers: [ToolScoreController],
  providers: [ToolAccess, ToolScoreService],
})
export class ToolScoreModule {}
