import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { Package, PackageFile } from './package.entity';
import { PackageQueries } from './package.queries';
import { PackageService } from './package.service';

/** Packages that were made elsewhere: taking them in, what they hold. */
@Module({
  imports: [CatalogueModule, TypeOrmModule.forFeature([Package, PackageFile])],
  providers: [PackageQueries, PackageService],
  exports: [PackageQueries, PackageService],
})
export class PackageModule {}
