import { Module } from '@nestjs/common';

import { KindModule } from '../kind/kind.module';
import { ActModule } from '../act/act.module';
import { HeldRowModule } from '../held-row/held-row.module';
import { ActFormPages } from './act-form.pages';
import { ActsPages } from './acts.pages';

/** Pages and export of acts. */
@Module({
  imports: [KindModule, ActModule, HeldRowModule],
  controllers: [ActFormPages, ActsPages],
})
export class ActPagesModule {}
