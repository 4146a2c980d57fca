import { Module } from '@nestjs/common';

import { AttendanceModule } from '@academie/attendance';

import { FileCheckPages } from './file-check.pages';
import { FileSigner } from './file-signer';

/** Files for auditors: signed, and checked by whoever was given one. */
@Module({
  imports: [AttendanceModule],
  controllers: [FileCheckPages],
  providers: [FileSigner],
  exports: [FileSigner],
})
export class SignedFileModule {}
