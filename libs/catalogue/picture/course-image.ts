import { type PictureRow, pictureView, type PictureView } from './picture-address';
import { themeIcon } from './theme-icon';

/** What stands for a course on pages: its picture, else the sign of its first theme. */
export interface CourseImage {
  picture?: PictureView;
  icon: string;
}

export const courseImage = (
  slug: string,
  picture: PictureRow | null,
  theme: string | null | undefined,
): CourseImage => ({
  icon: themeIcon(theme),
  ...(picture && { picture: pictureView(slug, picture) }),
});
