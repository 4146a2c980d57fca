import { Module } from '@nestjs/common';

import { StatementsPages } from './legal.pages';

/** Privacy and accessibility statements. */
@Module({
  controllers: [StatementsPages],
})
export class LegalModule {}
