import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { MailModule } from '../mail/mail.module';
import { ChainAnchors } from './chain-anchor';
import { ChainBlock } from './chain-block.entity';
import { ChainCommand } from './chain.command';
import { type ChainedTable, ChainedTables, KeepsInChain } from './chained';
import { ChainSealer } from './chain-sealer';
import { ChainVerifier } from './chain-verifier';

const JOURNAL: ChainedTable = {
  name: 'platform.journal',
  key: 't.id::text',
  position: 't.id',
  columns: [
    't.id',
    'moment(t.recorded_at)',
    't.action',
    't.subject_id',
    't.actor_id',
    't.on_behalf_of',
    't.reason',
    't.data',
  ],
  at: 't.recorded_at',
};

/** What may not be rewritten is held in chains of hashes, and looked through for changes. */
@KeepsInChain(JOURNAL)
@Module({
  imports: [DatabaseModule, DiscoveryModule, MailModule, TypeOrmModule.forFeature([ChainBlock])],
  providers: [ChainAnchors, ChainCommand, ChainedTables, ChainSealer, ChainVerifier],
  exports: [ChainAnchors, ChainSealer, ChainVerifier],
})
export class ChainModule {}
