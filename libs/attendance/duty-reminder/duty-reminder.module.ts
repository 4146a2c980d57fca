import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { DutyModule } from '../duty/duty.module';
import { DutyReminder } from './duty-reminder.entity';
import { DutyReminders } from './duty-reminders';

/** Telling people of what they must follow, with the next dates that have a free seat. */
@Module({
  imports: [DutyModule, TypeOrmModule.forFeature([DutyReminder])],
  providers: [DutyReminders],
  exports: [DutyReminders],
})
export class DutyReminderModule {}
