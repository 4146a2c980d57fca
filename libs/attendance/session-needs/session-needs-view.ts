import type { AnswerRow, WorkshopList } from '@academie/enrolment';
import { t } from '@academie/platform';

import type { RegisterRow } from '../register/attendance.queries';

/** How many do not eat what, the most first: what one orders lunch by. */
export function byDiet(rows: readonly Pick<RegisterRow, 'diet'>[]): object[] {
  const counts = new Map<string, { diet: string; count: number }>();
  for (const { diet } of rows) {
    if (!diet) continue;
    const key = diet.toLowerCase();
    counts.set(key, {
      diet: counts.get(key)?.diet ?? diet,
      count: (counts.get(key)?.count ?? 0) + 1,
    });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.diet.localeCompare(b.diet));
}

/** Who of those on the list goes to which workshop; who chose nothing in a round stands at its end. */
export function byWorkshop(
  rows: readonly Pick<RegisterRow, 'enrolmentId' | 'name'>[],
  workshops: readonly WorkshopList[],
): object[] {
  const rounds = [...new Set(workshops.map(({ round }) => round))];
  return rounds.map((round) => {
    const own = workshops.filter((one) => one.round === round);
    const chose = new Set(own.flatMap(({ enrolmentIds }) => enrolmentIds));
    const lists = own.map(({ title, place, seats, enrolmentIds }) => {
      const people = rows.filter(({ enrolmentId }) => enrolmentIds.includes(enrolmentId));
      return {
        title,
        place,
        count: t('attendance.session-needs.seats', { count: people.length, seats }),
        people: people.map(({ name }) => name),
      };
    });
    const open = rows.filter(({ enrolmentId }) => !chose.has(enrolmentId)).map(({ name }) => name);
    return { round, lists, open };
  });
}

/** What those on the list answered, question by question; who is not on it is left out. */
export function answersByQuestion(
  rows: readonly Pick<RegisterRow, 'enrolmentId' | 'name'>[],
  answers: readonly AnswerRow[],
): object[] {
  const names = new Map(rows.map(({ enrolmentId, name }) => [enrolmentId, name]));
  const questions = new Map<string, { term: string; text: string; href: string | undefined }[]>();
  for (const { enrolmentId, question, answer, href } of answers) {
    const who = names.get(enrolmentId);
    if (who)
      questions.set(question, [
        ...(questions.get(question) ?? []),
        { term: who, text: answer, href: href ?? undefined },
      ]);
  }
  return [...questions].map(([question, given]) => ({
    question,
    given,
  }));
}
