import { Module } from '@nestjs/common';

import { Cmi5Module } from '../cmi5/cmi5.module';
import { LaunchModule } from '../launch/launch.module';
import { PackageModule } from '../package/package.module';
import { RuntimeModule } from '../runtime/runtime.module';
import { ContentController } from './content.controller';

/** The content host: the player, the files of packages, and what they save. */
@Module({
  imports: [LaunchModule, PackageModule, RuntimeModule, Cmi5Module],
  controllers: [ContentController],
})
export class PlayerModule {}
