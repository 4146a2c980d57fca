import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { WaitingListModule } from '../waiting-list/waiting-list.module';
import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { BlockClaims } from './block-claims';
import { BlockController } from './seat-block.controller';
import { SeatBlock } from './seat-block.entity';
import { BlockMails } from './seat-block.mails';
import { BlockPages } from './seat-block.pages';
import { BlockQueries } from './seat-block.queries';
import { BlockService } from './seat-block.service';
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
