import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { DraftModule } from '../draft/draft.module';
import { ToolModule } from '../tool/tool.module';
import { ToolLaunchModule } from '../tool-launch/tool-launch.module';
import { ChosenPages } from './chosen.pages';
import { ToolChoicePages } from './tool-choice.pages';
import { ToolChoiceService } from './tool-choice.service';

/** Choosing what a lesson opens in a program of somebody else (LTI Deep Linking 2.0). */
@Module({
  imports: [CatalogueModule, DraftModule, ToolModule, ToolLaunchModule],
  controllers: [ChosenPages, ToolChoicePages],
  providers: [ToolChoiceService],
})
export class ToolChoiceModule {}
