import { Module } from '@nestjs/common';

import { ContextCache } from './context-cache';

/** A rule as SQL over evidence. */
@Module({
  providers: [ContextCache],
  exports: [ContextCache],
})
export class CountingModule {}
