import { Module } from '@nestjs/common';

import { Passwords } from './passwords';

/** What a password must be, and how it is kept. */
@Module({
  providers: [Passwords],
  exports: [Passwords],
})
export class PasswordModule {}
