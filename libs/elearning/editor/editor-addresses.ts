import type { Addresses } from '../learner/outline-view';

/** The lessons of a course, for the person who writes them. */
export const contentHref = (courseId: string): string => `/beheer/aanbod/${courseId}/lessen`;
export const moduleHref = (courseId: string, key: string): string =>
  `${contentHref(courseId)}/onderdelen/${key}`;
export const editHref = (courseId: string, key: string): string =>
  `${contentHref(courseId)}/les/${key}`;
export const packageHref = (courseId: string, key: string): string =>
  `${editHref(courseId, key)}/pakket`;
export const newToolHref = (courseId: string): string =>
  `${contentHref(courseId)}/leerprogrammas/nieuw`;
export const chosenHref = (courseId: string, choice: string): string =>
  `${contentHref(courseId)}/leerprogrammas/keuze/${choice}`;
export const blockHref = (courseId: string, key: string, block: string): string =>
  `${editHref(courseId, key)}/blokken/${block}`;

/** A version as a learner sees it: the draft, or the published one with this number. */
export const previewAddresses = (courseId: string, number?: number): Addresses => ({
  course: contentHref(courseId),
  lesson: (key) =>
    `${contentHref(courseId)}/voorbeeld/${key}${number === undefined ? '' : `?versie=${number}`}`,
});
