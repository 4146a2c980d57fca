import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CONFIG, type Config } from '../config/config';
import { DiscoveryModule } from '../discovery/discovery.module';
import { Database, databaseOptions } from './database';
import { Seeds } from './seeds';
import { ShortCache } from './short-cache';

/** Connections, SQL, pages of rows, short caches, and the data that is loaded at start. */
@Module({
  imports: [
    DiscoveryModule,
    TypeOrmModule.forRootAsync({
      inject: [CONFIG],
      useFactory: (config: Config) => ({
        ...databaseOptions(config),
        autoLoadEntities: true,
        retryAttempts: 0,
      }),
    }),
  ],
  providers: [Database, ShortCache, Seeds],
  exports: [Database, ShortCache, Seeds],
})
export class DatabaseModule {}
