import { t } from '@academie/platform';

import { dayText } from '../certificate/certificate-view';
import { urgency } from '../duty-mine/duty-mine-view';
import type { AskedRow } from '../duty-exemption/exemption.queries';
import { LIST_PARTS, type ListedDuty, type ListPart } from './duty-list.queries';

export const HOME = '/organisatie/verplichtingen';

/** The four lists as choices. */
export const partOptions = (): object[] =>
  LIST_PARTS.map((value) => ({ value, label: t(`attendance.duty.part.${value}`) }));

/** A duty in the list; the box to choose it is not there for one's own. */
export const listRow = (
  row: ListedDuty,
  chosen: ReadonlySet<string>,
  part: ListPart,
  coordinates: boolean,
): object => ({
  id: row.id,
  name: row.name,
  href: coordinates && `/organisatie/personen/${row.personId}`,
  organisation: row.organisation ?? t('attendance.duty.no-organisation'),
  course: row.courseTitle,
  due: row.until
    ? t('attendance.duty.was-waived', { day: dayText(row.until) })
    : dayText(row.dueOn),
  badge: part === 'waived' ? undefined : urgency(row.daysLeft),
  standing: t(`attendance.duty.standing.${standingOf(row)}`),
  mayChoose: !row.isOwn && part !== 'waived',
  isChosen: chosen.has(row.id),
  endAction:
    part === 'waived' && !row.isOwn && `${HOME}/vrijstellingen/${row.exemptionId}/beeindigen`,
});

/** The columns and cells of the file. */
export const CSV_HEADER = ['Naam', 'Organisatie', 'Training', 'Uiterlijk', 'Dagen', 'Stand'];
export const csvRow = (row: ListedDuty): (string | number | null)[] => [
  ...[row.name, row.organisation ?? '', row.courseTitle, row.until ?? row.dueOn, row.daysLeft],
  t(`attendance.duty.standing.${standingOf(row)}`),
];

/** A question that waits for a decision. */
export const askedView = ({ id, name, courseTitle, askedAt }: AskedRow): object => ({
  href: `${HOME}/vragen/${id}`,
  name,
  course: courseTitle,
  askedAt,
});

const standingOf = ({ until, hasPlace, isRenewal }: ListedDuty): string =>
  until ? 'waived' : hasPlace ? 'planned' : isRenewal ? 'again' : 'missing';
