import { managesProgramme, type ProgrammeRow, stepTitle } from '@academie/catalogue';
import type { Actor } from '@academie/people';
import { mediumDate, type PageView, t } from '@academie/platform';

import { type CourseStanding, stepStanding } from '../programme-order/programme-standing';
import { type CandidateRow, type FollowerRow, MOST_CANDIDATES } from './programme-progress.queries';
import { BADGE, CRUMBS, enrolPage, pageOf } from './programme-view';

/** Whether somebody enrols others than themselves: who manages it, and coordinators their people. */
const mayEnrolOthers = (actor: Actor, programme: ProgrammeRow): boolean =>
  managesProgramme(actor, programme) || actor.coordinatedOrganisations.length > 0;

/** Who is where in a programme. */
export function followersView(
  actor: Actor,
  programme: ProgrammeRow,
  { items, next }: { items: readonly FollowerRow[]; next: string | null | undefined },
  standings: ReadonlyMap<string, CourseStanding[]>,
  {
    after,
    asked,
    candidates,
  }: { after?: string | undefined; asked: string; candidates?: CandidateRow[] | undefined },
): PageView {
  const base = `${pageOf(programme.slug)}/deelnemers`;
  return {
    title: t('enrolment.programme.who', { title: programme.title }),
    browsing: true,
    crumbs: [
      ...CRUMBS,
      { href: pageOf(programme.slug), label: programme.title },
      { label: t('enrolment.programme.who-short') },
    ],
    heading: programme.title,
    pick: mayEnrolOthers(actor, programme) && {
      asked,
      action: base,
      hint: t(
        `enrolment.programme.pick.${managesProgramme(actor, programme) ? 'manager' : 'coordinator'}`,
      ),
      isSearched: candidates !== undefined,
      more: (candidates?.length ?? 0) > MOST_CANDIDATES,
      found: candidates?.slice(0, MOST_CANDIDATES).map(({ personId, name, organisation }) => ({
        ...{ name, organisation, href: enrolPage(programme.slug, { id: personId, name }) },
      })),
    },
    scope: t(`enrolment.programme.scope.${managesProgramme(actor, programme) ? 'all' : 'own'}`),
    columns: [
      { label: 'Naam' },
      { label: 'Organisatie' },
      { label: 'Sinds' },
      ...programme.steps.map((step, index) => ({
        label: t('enrolment.programme.step-short', { number: index + 1, title: stepTitle(step) }),
      })),
    ],
    people: items.map(({ personId, name, organisation, startedAt }) => ({
      name,
      organisation: organisation ?? '',
      since: mediumDate(startedAt),
      enrolHref: mayEnrolOthers(actor, programme)
        ? enrolPage(programme.slug, { id: personId, name })
        : undefined,
      steps: programme.steps.map((step, index) => {
        const { state, left } = stepStanding(step, standings.get(personId) ?? []);
        return {
          label: t('enrolment.programme.step-short', { number: index + 1, title: stepTitle(step) }),
          badge: {
            label: t(`enrolment.programme.state.${state}`, { count: left }),
            kind: BADGE[state],
          },
        };
      }),
    })),
    nextHref: next ? `${base}?na=${next}` : undefined,
    firstHref: after ? base : undefined,
  };
}
