import { Module } from '@nestjs/common';

import { Outgoing } from './outgoing';

/** Requests that the academie itself sends to addresses which people fill in. */
@Module({ providers: [Outgoing], exports: [Outgoing] })
export class OutgoingModule {}
