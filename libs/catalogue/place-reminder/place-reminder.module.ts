import { Module } from '@nestjs/common';

import { PlaceReminders } from './place-reminders';

/** Reminding of offerings on location that have no place yet. */
@Module({ providers: [PlaceReminders] })
export class PlaceReminderModule {}
