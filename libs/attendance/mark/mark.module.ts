import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { type ChainedTable, KeepsInChain } from '@academie/platform';

import { Mark } from './mark.entity';

const MARKS: ChainedTable = {
  name: 'attendance.mark',
  key: 't.id::text',
  position: 't.id',
  columns: [
    't.id',
    't.client_id',
    't.session_id',
    't.enrolment_id',
    't.value',
    't.minutes',
    't.source',
    'moment(t.occurred_at)',
    't.clock_off_seconds',
    'moment(t.recorded_at)',
    't.recorded_by',
  ],
  at: 't.recorded_at',
};

/** One statement about one person in one session, and which of them holds. */
@KeepsInChain(MARKS)
@Module({
  imports: [TypeOrmModule.forFeature([Mark])],
})
export class MarkModule {}
