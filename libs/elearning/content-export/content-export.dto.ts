import { IsIn } from 'class-validator';

import { EXPORT_FORMATS, type ExportFormat } from './exported-course';

/** What a course is taken along as. */
export class ContentExportForm {
  @IsIn(EXPORT_FORMATS)
  format!: ExportFormat;
}
