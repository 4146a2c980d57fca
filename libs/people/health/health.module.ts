import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { HealthPages } from './health.pages';

/** How the academie runs, for its administrators: what is late, what failed, doing it again. */
@Module({ imports: [AccessModule], controllers: [HealthPages] })
export class HealthModule {}
