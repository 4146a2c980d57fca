import type { UploadedFile } from '@academie/platform';

import { UnreadableFile } from './acts.errors';
import { tableOfCsv } from './import-file';
import type { NewImport } from './import.service';

/** The name of the source when none is given. */
const UNNAMED = 'csv';

/** An uploaded CSV as an import. @throws UnreadableFile when there is none or it is too large. */
export function fileToImport(
  kind: string,
  source: string | undefined,
  file: UploadedFile | undefined,
): NewImport {
  if (!file) throw new UnreadableFile('missing');
  if (file.tooLarge) throw new UnreadableFile('tooLarge');
  return {
    kind,
    source: sourceOf(source),
    fileName: file.name,
    table: (known) => tableOfCsv(known, file.content),
  };
}

/** The source as typed, without the capitals and spaces people type. */
export const sourceOf = (typed: string | undefined): string =>
  typed?.trim().toLowerCase().replace(/\s+/g, '-') || UNNAMED;
