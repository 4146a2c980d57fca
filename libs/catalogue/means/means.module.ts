import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { Means, Piece } from './means.entity';
import { MeansPages } from './means.pages';
import { MeansQueries } from './means.queries';
import { MeansService } from './means.service';

/** Means that are lent for sessions and deliveries, their pieces, and the pages on which these are kept. */
@Module({
  imports: [TypeOrmModule.forFeature([Means, Piece])],
  controllers: [MeansPages],
  providers: [MeansQueries, MeansService],
  exports: [MeansQueries, MeansService],
})
export class MeansModule {}
