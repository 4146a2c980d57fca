import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { EnrolmentModule } from '@academie/enrolment';

import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { ToolModule } from '../tool/tool.module';
import { AuthorizationPages } from './tool-launch.pages';
import { AuthorizationService } from './authorization.service';
import { ToolChoice, ToolLaunch, ToolUse } from './tool-launch.entity';
import { ToolLaunchService } from './tool-launch.service';

/** Opening programs of others (LTI 1.3): the way there, and what they are told of who sits in the browser. */
@Module({
  imports: [
    EnrolmentModule,
    ContentModule,
    LearningModule,
    ToolModule,
    TypeOrmModule.forFeature([ToolChoice, ToolLaunch, ToolUse]),
  ],
  controllers: [AuthorizationPages],
  providers: [AuthorizationService, ToolLaunchService],
  exports: [ToolLaunchService],
})
export class ToolLaunchModule {}
