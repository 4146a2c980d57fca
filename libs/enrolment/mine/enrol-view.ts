import { dateRangeText } from '@academie/catalogue';
import { type Form, refusalText } from '@academie/platform';

import { asksFile, questionFields } from '../question/question-fields';
import { type Conditions, stepRefusal } from '../place/enrolment-conditions';
import type { EnrollableRow } from '../place/enrolment.queries';
import type { Workplace } from '../workplace/workplaces';
import { type Overlap, overlapText } from '../place/overlaps';

/** What somebody has to know and say before enrolling. */
export function enrolView(
  offering: EnrollableRow,
  { missing, step, questions }: Conditions,
  overlaps: readonly Overlap[],
  workplaces: readonly Workplace[],
  form: Form<object>,
): object {
  const given = Array.isArray(form.values.answers) ? (form.values.answers as unknown[]) : [];
  const asks = offering.approval !== 'none';
  return {
    title: asks ? 'Plek aanvragen' : 'Inschrijven',
    crumbs: [
      { href: `/aanbod/${offering.courseSlug}`, label: offering.courseTitle },
      { label: asks ? 'Plek aanvragen' : 'Inschrijven' },
    ],
    course: offering.courseTitle,
    when:
      offering.startsAt && offering.endsAt
        ? dateRangeText(offering.startsAt, offering.endsAt)
        : 'Op eigen tempo',
    missing: missing.map(({ slug, title }) => ({ href: `/aanbod/${slug}`, title })),
    first: step && {
      text: refusalText(stepRefusal(step)),
      courses: step.courses.map(({ slug, title }) => ({ href: `/aanbod/${slug}`, title })),
      programmeHref: `/leergangen/${step.programme.slug}/inschrijven`,
    },
    overlaps: overlaps.map((overlap) => ({
      text: overlapText(overlap),
      href: `/mijn/inschrijvingen/${overlap.enrolmentId}`,
    })),
    workplaces:
      workplaces.length > 1
        ? workplaces.map(({ id, name }) => ({ value: id, label: name }))
        : undefined,
    questions: questionFields(questions, given, form.errors),
    fileLater: asksFile(questions),
    action: `/uitvoeringen/${offering.id}/inschrijven`,
    label: asks ? 'Aanvragen' : 'Inschrijven',
    backHref: `/aanbod/${offering.courseSlug}`,
    form: form.view,
  };
}
