import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { MergeModule } from '../merge/merge.module';
import { ErasureRequest } from './erasure-request.entity';
import { ErasureRequestPages } from './erasure-request.pages';
import { ErasureRequests } from './erasure-request.service';
import { OwnDataPages } from './own-data.pages';
import { OwnDataQueries } from './own-data.queries';

/** What the academie keeps of somebody: to read, to take along, and to ask that it goes. */
@Module({
  imports: [AccessModule, MergeModule, TypeOrmModule.forFeature([ErasureRequest])],
  controllers: [ErasureRequestPages, OwnDataPages],
  providers: [ErasureRequests, OwnDataQueries],
})
export class OwnDataModule {}
