import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DatabaseModule } from '../database/database.module';
import { InstallationSetting } from './installation-setting.entity';
import { Installation } from './installation';

/** What this installation is called, whom people can reach, and whether it is a demo. */
@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([InstallationSetting])],
  providers: [Installation],
  exports: [Installation],
})
export class InstallationModule {}
