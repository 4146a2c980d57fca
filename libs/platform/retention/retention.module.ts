import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { DiscoveryModule } from '../discovery/discovery.module';
import { RetentionSetting } from './retention-setting.entity';
import { Retention } from './retention';

/** For how long data are kept, and how the old ones go. */
@Module({
  imports: [DatabaseModule, DiscoveryModule, TypeOrmModule.forFeature([RetentionSetting])],
  providers: [Retention],
  exports: [Retention],
})
export class RetentionModule {}
