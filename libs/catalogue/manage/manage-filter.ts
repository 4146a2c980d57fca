import { pageNumber, text } from '../search/catalogue-filter';
import {
  COURSE_KINDS,
  COURSE_STATUSES,
  type CourseKind,
  type CourseStatus,
} from '../course/course.entity';

export const MANAGE_SORTS = ['titel', 'status', 'datum'] as const;

/** What the list of managed courses is narrowed down to. */
export interface ManageFilter {
  q: string;
  status: CourseStatus | undefined;
  kind: CourseKind | undefined;
  /** Slug. */
  theme: string | undefined;
  sort: (typeof MANAGE_SORTS)[number];
  page: number;
}

/** Reads the address of the list; what makes no sense is left out. */
export const readManageFilter = (query: Record<string, unknown>): ManageFilter => ({
  q: text(query.q, 200),
  status: COURSE_STATUSES.find((status) => status === query.status),
  kind: COURSE_KINDS.find((kind) => kind === query.soort),
  theme: text(query.thema, 100) || undefined,
  sort: MANAGE_SORTS.find((sort) => sort === query.sorteer) ?? 'titel',
  page: pageNumber(query.pagina),
});
