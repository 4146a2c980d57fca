import { Module } from '@nestjs/common';

import { KindModule } from '../kind/kind.module';
import { DemoActsSeed } from './demo-acts.seed';

/** Made-up acts. */
@Module({
  imports: [KindModule],
  providers: [DemoActsSeed],
})
export class DemoModule {}
