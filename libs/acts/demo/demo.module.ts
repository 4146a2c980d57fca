import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { KindModule } from '../kind/kind.module';
import { DemoActsSeed } from './demo-acts.seed';
import { DemoMenuSeed } from './demo-menu.seed';

/** Made-up acts. */
@Module({
  imports: [CatalogueModule, KindModule],
  providers: [DemoActsSeed, DemoMenuSeed],
})
export class DemoModule {}
