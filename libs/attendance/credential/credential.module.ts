import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CredentialKey } from './credential-key.entity';
import { CredentialKeys } from './credential-keys';
import { CredentialStatusLists } from './credential-status-lists';
import { StatementSigner } from './statement-signer';

/** A certificate as a signed credential: keys, status lists, contexts. */
@Module({
  imports: [TypeOrmModule.forFeature([CredentialKey])],
  providers: [CredentialKeys, CredentialStatusLists, StatementSigner],
  exports: [CredentialKeys, CredentialStatusLists, StatementSigner],
})
export class CredentialModule {}
