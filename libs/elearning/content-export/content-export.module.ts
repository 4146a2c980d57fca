import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';

import { ContentModule } from '../content/content.module';
import { ContentExportPages } from './content-export.pages';
import { ContentExportQueries } from './content-export.queries';
import { ContentExportService } from './content-export.service';
import { CoursePdf } from './course-pdf';

/** Courses that were written here, as packages for elsewhere. */
@Module({
  imports: [CatalogueModule, ContentModule],
  controllers: [ContentExportPages],
  providers: [CoursePdf, ContentExportQueries, ContentExportService],
})
export class ContentExportModule {}
