import fs from 'node:fs/promises';
import path from 'node:path';

import { inOwnThread } from '../jobs/own-thread';
import { pictureSize } from './picture-size';
import type { PictureTask, ScaledPicture } from './picture-thread';

export type { ScaledPicture } from './picture-thread';

/** More than any telephone makes by itself, and 100 MB once unpacked. */
const MOST_PIXELS = 25_000_000;
const LIMITS = { megabytes: 512, milliseconds: 20_000 };
const THREAD = path.join(__dirname, 'picture-thread');

/** One at a time: two large pictures at once would take the memory of the pages. */
let before: Promise<unknown> = Promise.resolve();

/** Pictures that can be made small, by what their bytes say. */
export const SCALABLE = /^image\/(?:png|jpeg|webp)$/;

/**
 * A picture in each of these widths, and no wider than it is; without what a camera wrote into it, such as the
 * place where it was taken. `too-small` when it is narrower than the smallest but one.
 */
export function scalePicture(
  file: string,
  mediaType: string,
  { widths, least }: { widths: readonly number[]; least: number },
): Promise<ScaledPicture[] | 'unreadable' | 'too-many-pixels' | 'too-small'> {
  const work = before.then(() => scale(file, mediaType, { widths, least }));
  before = work.catch(() => undefined);
  return work;
}

async function scale(
  file: string,
  mediaType: string,
  { widths, least }: { widths: readonly number[]; least: number },
): ReturnType<typeof scalePicture> {
  const content = await fs.readFile(file);
  const size = pictureSize(content);
  if (!size || size.width < 1 || size.height < 1) return 'unreadable';
  if (size.width * size.height > MOST_PIXELS) return 'too-many-pixels';
  // A photo that lies on its side is as wide as it says that it is high.
  if (Math.min(size.width, size.height) * 2 < least || Math.max(size.width, size.height) < least)
    return 'too-small';
  const task: PictureTask = { bytes: new Uint8Array(content), mediaType, widths };
  return (await inOwnThread<ScaledPicture[] | 'unreadable'>(THREAD, task, LIMITS)) ?? 'unreadable';
}
