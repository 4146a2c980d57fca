import { PERSON_HEADINGS, t } from '@academie/platform';

import type { ImportColumn } from '../import-table/import-columns';

/** The kind of an import of people who took part in a course elsewhere, with their names. */
export const PARTICIPANTS = 'participants';

export type ParticipantField =
  | 'course'
  | 'email'
  | 'givenName'
  | 'prefix'
  | 'familyName'
  | 'name'
  | 'organisation'
  | 'startedOn'
  | 'completedOn'
  | 'otherPerson'
  | 'externalId';

const REQUIRED: readonly ParticipantField[] = ['email', 'givenName', 'familyName', 'startedOn'];

/** Field -> what providers call the column, without case and signs. */
const ALSO_CALLED: Record<ParticipantField, readonly string[]> = {
  course: ['course', 'training', 'elearning', 'module'],
  ...PERSON_HEADINGS,
  startedOn: [
    'startedon',
    'startdatum',
    'gestartop',
    'started',
    'start',
    'datumstart',
    'begindatum',
  ],
  completedOn: [
    'completedon',
    'afrondingsdatum',
    'voltooidop',
    'completed',
    'afgerond',
    'einddatum',
  ],
  otherPerson: ['otherperson', 'iemandanders'],
  externalId: ['externalid', 'externid', 'bronnummer', 'id', 'sourceid', 'deelnemernummer'],
};

/** The columns of a list of participants, in the order of its example file. */
export const participantColumns = (): ImportColumn<ParticipantField>[] =>
  (Object.keys(ALSO_CALLED) as ParticipantField[]).map((field) => ({
    field,
    name: t(`acts.field.${field}`),
    required: REQUIRED.includes(field),
    alsoCalled: ALSO_CALLED[field],
    ...((field === 'startedOn' || field === 'completedOn') && { holds: 'day' as const }),
    ...(field === 'name' && { replaces: ['givenName', 'familyName'] as const }),
  }));
