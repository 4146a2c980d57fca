import { Module } from '@nestjs/common';

import { ValidityChanges } from './validity-change';

/** Whom another validity of certificates touches, asked before it holds. */
@Module({
  providers: [ValidityChanges],
  exports: [ValidityChanges],
})
export class ValidityModule {}
