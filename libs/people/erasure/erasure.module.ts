import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { PersonModule } from '../person/person.module';
import { MergeModule } from '../merge/merge.module';
import { ErasureController } from './erasure.controller';
import { ErasurePages } from './erasure.pages';
import { ErasureService } from './erasure.service';

/** Who somebody was goes; what they did stays countable. */
@Module({
  imports: [AccessModule, PersonModule, MergeModule],
  controllers: [ErasureController, ErasurePages],
  providers: [ErasureService],
  exports: [ErasureService],
})
export class ErasureModule {}
