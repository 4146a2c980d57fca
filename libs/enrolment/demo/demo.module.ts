import { Module } from '@nestjs/common';

import { DemoBlocksSeed } from './demo-blocks.seed';
import { DemoEnrolmentsSeed } from './demo-enrolments.seed';
import { DemoWorkshopChoicesSeed } from './demo-workshop-choices.seed';

/** Made-up enrolments and seat blocks. */
@Module({
  // In the order in which they are loaded.
  providers: [DemoEnrolmentsSeed, DemoBlocksSeed, DemoWorkshopChoicesSeed],
})
export class DemoModule {}
