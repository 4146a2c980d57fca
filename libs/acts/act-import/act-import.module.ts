import { Module } from '@nestjs/common';

import { KindModule } from '../kind/kind.module';
import { ActModule } from '../act/act.module';
import { ActImports } from './act-importer';

/** Rows that become acts. */
@Module({
  imports: [KindModule, ActModule],
  providers: [ActImports],
  exports: [ActImports],
})
export class ActImportModule {}
