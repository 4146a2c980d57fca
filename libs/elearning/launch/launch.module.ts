import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { ContentModule } from '../content/content.module';
import { LearningModule } from '../learning/learning.module';
import { PackageModule } from '../package/package.module';
import { Launch } from './launch.entity';
import { LaunchService } from './launch.service';

/** Opening packages: who may, and the token with which they play elsewhere. */
@Module({
  imports: [ContentModule, LearningModule, PackageModule, TypeOrmModule.forFeature([Launch])],
  providers: [LaunchService],
  exports: [LaunchService],
})
export class LaunchModule {}
