import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { PersonModule } from '../person/person.module';
import { RenameController } from './rename.controller';
import { RenamePages } from './rename.pages';
import { RenameService } from './rename.service';

/** Correcting the name of a person. */
@Module({
  imports: [AccessModule, PersonModule],
  controllers: [RenameController, RenamePages],
  providers: [RenameService],
  exports: [RenameService],
})
export class RenameModule {}
