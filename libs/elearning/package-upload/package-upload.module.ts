import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { DraftModule } from '../draft/draft.module';
import { PackageModule } from '../package/package.module';
import { LaunchModule } from '../launch/launch.module';
import { PackageUploadPages } from './package-upload.pages';

/** The pages on which an author brings a package and sees what is wrong with it. */
@Module({
  imports: [CatalogueModule, PackageModule, ContentModule, LaunchModule, DraftModule],
  controllers: [PackageUploadPages],
})
export class PackageUploadModule {}
