import { Module } from '@nestjs/common';

import { LedgerModule } from '../ledger/ledger.module';
import { DemoBuitSeed } from './demo-buit.seed';
import { DemoLedgerSeed } from './demo-ledger.seed';
import { DemoScale } from './demo-scale';
import { DemoScaleCommand } from './demo-scale.command';

/** BUIT and the large made-up ledger. */
@Module({
  imports: [LedgerModule],
  providers: [DemoBuitSeed, DemoLedgerSeed, DemoScale, DemoScaleCommand],
})
export class DemoModule {}
