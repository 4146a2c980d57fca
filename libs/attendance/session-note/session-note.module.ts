import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { RegisterModule } from '../register/register.module';
import { SessionNoteController } from './session-note.controller';
import { SessionNote } from './session-note.entity';
import { SessionNotePages } from './session-note.pages';
import { SessionNoteQueries } from './session-note.queries';
import { SessionNoteService } from './session-note.service';

/** Notes that trainers of an offering leave for each other. */
@Module({
  imports: [RegisterModule, TypeOrmModule.forFeature([SessionNote])],
  controllers: [SessionNoteController, SessionNotePages],
  providers: [SessionNoteQueries, SessionNoteService],
})
export class SessionNoteModule {}
