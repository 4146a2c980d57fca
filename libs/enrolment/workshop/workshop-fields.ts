import { t } from '@academie/platform';

import type { WorkshopToChoose } from './workshop-choice.service';

/** A choice for each round, as fields of a form. `typed` wins over what was chosen before. */
export function workshopFields(
  workshops: readonly WorkshopToChoose[],
  typed: Readonly<Record<string, unknown>> = {},
): object[] {
  const rounds = [...new Set(workshops.map(({ round }) => round))];
  return rounds.map((round) => {
    const name = `workshop.${round}`;
    const own = workshops.filter((one) => one.round === round);
    return {
      name,
      label: t('enrolment.workshop.round', { number: round }),
      value: typed[name] ?? own.find(({ chosen }) => chosen)?.id,
      options: own.map(({ id, title, place, free, chosen }) => ({
        value: id,
        label: title,
        hint: [
          place,
          free === 0 && !chosen
            ? t('enrolment.workshop.full')
            : t('enrolment.workshop.free', { count: free }),
        ]
          .filter(Boolean)
          .join(' · '),
        disabled: free === 0 && !chosen,
      })),
    };
  });
}

/** What is chosen, round by round, to read; nothing where there are no workshops. */
export const workshopTerms = (workshops: readonly WorkshopToChoose[]): object[] =>
  [...new Set(workshops.map(({ round }) => round))].map((round) => {
    const chosen = workshops.find((one) => one.round === round && one.chosen);
    return {
      term: t('enrolment.workshop.round', { number: round }),
      text: chosen
        ? [chosen.title, chosen.place].filter(Boolean).join(' · ')
        : t('enrolment.workshop.none'),
    };
  });

/** What a form chose, under the names of its fields. */
export const typedWorkshops = (body: unknown): Record<string, unknown> =>
  typeof body === 'object' && body !== null
    ? Object.fromEntries(Object.entries(body).filter(([name]) => /^workshop\.\d$/.test(name)))
    : {};

/** The ids that a form chose, by round; undefined where the form asks for none. */
export function chosenWorkshops(body: unknown): string[] | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const fields = Object.entries(body).filter(([name]) => /^workshop\.\d$/.test(name));
  if (fields.length === 0) return undefined;
  return fields.flatMap(([, value]) => (typeof value === 'string' && value !== '' ? [value] : []));
}
