import { Module } from '@nestjs/common';
import { DiscoveryModule as NestDiscoveryModule } from '@nestjs/core';

import { Declarations } from './declarations';

/** Decorators with which libs say what they do, and how these are found. */
@Module({
  imports: [NestDiscoveryModule],
  providers: [Declarations],
  exports: [Declarations],
})
export class DiscoveryModule {}
