import { Module } from '@nestjs/common';

import { HoursPages } from './hours.pages';
import { HoursQueries } from './hours.queries';

/** Hours that trainers gave. */
@Module({ controllers: [HoursPages], providers: [HoursQueries] })
export class HoursModule {}
