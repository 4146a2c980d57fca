import { Module } from '@nestjs/common';

import { LearningModule } from '../learning/learning.module';
import { RecordStoreModule } from '../record-store/record-store.module';
import { AuLaunchService } from './au-launch.service';
import { Cmi5Service } from './cmi5.service';
import { PackageStandings } from './package-standings';
import { RuntimeModule } from '../runtime/runtime.module';
import { Progress } from './progress.service';
import { Registrations } from './registrations';

/** What cmi5 asks of an LMS: launching units, what they may say, and what comes of it. */
@Module({
  imports: [LearningModule, RuntimeModule, RecordStoreModule],
  providers: [AuLaunchService, Cmi5Service, PackageStandings, Progress, Registrations],
  exports: [AuLaunchService, Cmi5Service, PackageStandings, Progress],
})
export class Cmi5Module {}
