import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CONFIG } from '../config/config';
import { bytesOf } from './bytes-of';
import { FILE_BYTES } from './file-bytes';
import { FileStore } from './file-store';
import { UnnamedBytes } from './unnamed-bytes';
import { StoredFile } from './stored-file.entity';

/** Uploaded files: streamed in, kept once under their hash, sent in parts. */
@Module({
  imports: [TypeOrmModule.forFeature([StoredFile])],
  providers: [
    FileStore,
    UnnamedBytes,
    { provide: FILE_BYTES, useFactory: bytesOf, inject: [CONFIG] },
  ],
  exports: [FileStore, FILE_BYTES],
})
export class FileStoreModule {}
