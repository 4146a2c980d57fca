/** The picture of a course as it is kept. */
export interface PictureRow {
  hash: string;
  alternative: string | null;
  width: number;
  height: number;
}

/** Widths in pixels: of a thumbnail, and of a card on a fine screen; the third is as wide as it is, up to the last. */
export const SMALL = 400;
export const MEDIUM = 800;
export const WIDTHS = [SMALL, MEDIUM, 1600] as const;

/** So many digits of the hash tell two pictures of one course apart. */
const DIGITS = 20;

const NAME = /^(?<hash>[0-9a-f]{20})-(?<size>klein|midden|groot)\.webp$/;
export type PictureSizeName = 'klein' | 'midden' | 'groot';

/** What a name at the end of an address says; undefined when it is none of ours. */
export function readPictureName(name: string): { hash: string; size: PictureSizeName } | undefined {
  const { hash, size } = NAME.exec(name)?.groups ?? {};
  return hash && size ? { hash, size: size as PictureSizeName } : undefined;
}

/** Where a size of the picture of the course with this slug is found. */
export const pictureHref = (
  slug: string,
  { hash }: Pick<PictureRow, 'hash'>,
  size: PictureSizeName,
): string => `/aanbod/${slug}/afbeelding/${hash.slice(0, DIGITS)}-${size}.webp`;

/** SQL: the picture of the course under this alias, as JSON; null when there is none. */
export const pictureOf = (alias: string): string =>
  `(SELECT json_build_object('hash', pic.hash, 'alternative', pic.alternative, 'width', pic.width, 'height', pic.height)
      FROM catalogue.course_picture pic WHERE pic.course_id = ${alias}.id)`;

/** SQL: the same as the API tells it. */
export const pictureResponse = (alias: string): string =>
  `(SELECT json_build_object(
       'href', '/aanbod/' || ${alias}.slug || '/afbeelding/' || left(pic.hash, ${DIGITS}) || '-groot.webp',
       'alternative', pic.alternative, 'width', pic.width, 'height', pic.height)
      FROM catalogue.course_picture pic WHERE pic.course_id = ${alias}.id)`;

/** A picture as views show it. */
export interface PictureView {
  src: string;
  srcset: string;
  /** Empty when it is decorative. */
  alt: string;
  width: number;
  height: number;
}

export function pictureView(slug: string, picture: PictureRow): PictureView {
  const { width, height, alternative } = picture;
  const medium = Math.min(MEDIUM, width);
  return {
    src: pictureHref(slug, picture, 'midden'),
    srcset: [
      `${pictureHref(slug, picture, 'klein')} ${Math.min(SMALL, width)}w`,
      `${pictureHref(slug, picture, 'midden')} ${medium}w`,
      ...(width > medium ? [`${pictureHref(slug, picture, 'groot')} ${width}w`] : []),
    ].join(', '),
    alt: alternative ?? '',
    width,
    height,
  };
}
