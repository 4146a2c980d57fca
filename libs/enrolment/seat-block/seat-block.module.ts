import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { WaitingListModule } from '../waiting-list/waiting-list.module';
import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { BlockClaims } from './block-claims';
import { BlockController } from './block.controller';
import { SeatBlock } from './block.entity';
import { BlockMails } from './block.mails';
import { BlockPages } from './block.pages';
import { BlockQueries } from './block.queries';
import { BlockService } from './block.service';
import { ClaimPages } from './claim.pages';

/** Seats held for an organisation. */
@Module({
  imports: [
    WaitingListModule,
    PlaceModule,
    ParticipantsModule,
    TypeOrmModule.forFeature([SeatBlock]),
  ],
  controllers: [BlockController, BlockPages, ClaimPages],
  providers: [BlockClaims, BlockMails, BlockQueries, BlockService],
  exports: [BlockClaims, BlockQueries],
})
export class SeatBlockModule {}
