/** So many bytes from the beginning tell what a file is. */
export const HEAD_BYTES = 4100;

const UNKNOWN = 'application/octet-stream';

/**
 * What a file is by its first bytes; its name and what its sender says count for nothing. Text without
 * zeros is `text/plain`, also when it is HTML or SVG: nothing of ours treats it as more.
 */
export async function mediaTypeOf(head: Buffer): Promise<string> {
  const { fileTypeFromBuffer } = await import('file-type'); // not before the first upload
  const found = await fileTypeFromBuffer(head);
  if (found) return found.mime.split(';', 1)[0] ?? UNKNOWN;
  return head.length > 0 && !head.includes(0) && isText(head) ? 'text/plain' : UNKNOWN;
}

// The last letter may have been cut in two.
const isText = (head: Buffer): boolean => !head.toString('utf8').slice(0, -1).includes('\ufffd');
