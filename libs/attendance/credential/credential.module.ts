import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CredentialKey } from './credential-key.entity';
import { CredentialKeys } from './credential-keys';
import { CredentialStatusLists } from './credential-status-lists';

/** A certificate as a signed credential: keys, status lists, contexts. */
@Module({
  imports: [TypeOrmModule.forFeature([CredentialKey])],
  providers: [CredentialKeys, CredentialStatusLists],
  exports: [CredentialKeys, CredentialStatusLists],
})
export class CredentialModule {}
