import { ORGANISATION_KINDS, organisationKindText } from '@academie/people';
import { t } from '@academie/platform';

import type { AudienceResponse } from '../course/audience.dto';
import { ADMISSIONS } from '../course/course.entity';
import { unfolds } from './folds';
import { listOf, marked } from './form-values';
import { pickView } from './pick';

type Values = Record<string, unknown>;
type Option = { value: string; label: string };

/** What can be chosen from. */
interface Options {
  functions: Option[];
  organisations: Option[];
  groups: Option[];
}

const PARTS = [
  'audiences',
  'audienceOrganisationIds',
  'audienceOrganisationKinds',
  'audienceGroupIds',
] as const;

const NOBODY_NAMED = Object.fromEntries(PARTS.map((part) => [part, []]));

/** What a form sent about for whom it is, and who comes in. */
export const audienceBody = (given: Values): Values => ({
  admission: given.admission ?? 'open',
  confidential: given.confidential === 'ja',
  ...Object.fromEntries(PARTS.map((part) => [part, [...new Set(listOf(given[part]))]])),
});

/** For whom it is, as a form shows it first. */
export const audienceValues = (stored: AudienceResponse & { audiences: string[] }): Values => ({
  admission: stored.admission,
  confidential: stored.confidential,
  ...Object.fromEntries(PARTS.map((part) => [part, stored[part]])),
});

/** What the view of a form needs of it. */
export const audienceView = (
  values: Values,
  options: Options,
  errors: Record<string, string>,
  unknown: Record<string, string> = {},
): object => ({
  admissions: ADMISSIONS.map((value) => ({
    value,
    label: t(`catalogue.admission.choice.${value}`),
  })),
  audiences: pickView('audiences', options.functions, values, unknown),
  audienceOrganisations: pickView(
    'audienceOrganisationIds',
    options.organisations,
    values,
    unknown,
  ),
  audienceKinds: marked(
    ORGANISATION_KINDS.map((value) => ({ value, label: organisationKindText(value) })),
    values.audienceOrganisationKinds,
  ),
  audienceGroups: marked(options.groups, values.audienceGroupIds),
  audienceUnfolds: unfolds(
    { admission: 'open', confidential: false, ...NOBODY_NAMED },
    values,
    errors,
    unknown,
  ),
  audiencesOpen: unfolds(NOBODY_NAMED, values, errors, unknown),
  audiencesChosen: PARTS.reduce((sum, part) => sum + listOf(values[part]).length, 0),
});
