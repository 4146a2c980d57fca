import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ValueModule } from '../value/value.module';
import { Contest } from './contest.entity';
import { ContestMails } from './contest.mails';
import { ContestQueries } from './contest.queries';
import { ContestService } from './contest.service';
import { ContestPages } from './contests.pages';

/** "Klopt niet": organisations contest what counts, theme leads answer. */
@Module({
  imports: [ValueModule, TypeOrmModule.forFeature([Contest])],
  controllers: [ContestPages],
  providers: [ContestMails, ContestQueries, ContestService],
  exports: [ContestQueries, ContestService],
})
export class ContestModule {}
