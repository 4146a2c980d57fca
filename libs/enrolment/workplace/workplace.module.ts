import { Module } from '@nestjs/common';

import { Workplaces } from './workplaces';

/** For which organisation somebody comes who works for several. */
@Module({ providers: [Workplaces], exports: [Workplaces] })
export class WorkplaceModule {}
