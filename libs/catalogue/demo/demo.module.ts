import { Module } from '@nestjs/common';

import { DemoCoursesSeed } from './demo-courses.seed';
import { DemoOfferingsSeed } from './demo-offerings.seed';

/** Made-up courses and offerings. */
@Module({
  providers: [DemoCoursesSeed, DemoOfferingsSeed],
})
export class DemoModule {}
