import type { Academie, Visitor } from '../support/academie';
import { GivenLedger } from '../targets/given-ledger';

export const LIST_HEADER =
  'E-mailadres;Voornaam;Achternaam;Organisatie;Begonnen op;Afgerond op;Andere persoon;Extern ID';

/** Lists of who took part in a course elsewhere, and whoever may send them. */
export interface GivenLists {
  lead: { id: string };
  school: { id: string; name: string };
  course: { id: string; slug: string };
  other: { id: string; slug: string };
  ledger: GivenLedger;
}

/** A theme lead with two courses elsewhere, and targets that count who completed and who began them. */
export async function givenLists(academie: Academie): Promise<GivenLists> {
  const ledger = new GivenLedger(academie);
  const theme = await academie.given.theme('Jeugd');
  const lead = await academie.given.holder('theme_lead', theme.id);
  const school = await academie.given.municipality('Gemeente Voorbeeld');
  const course = (title: string) =>
    academie.given.course({
      title,
      kind: 'e_learning',
      mode: 'self_paced',
      tags: ['elders'],
      themeIds: [theme.id],
    });
  const [one, other] = [await course('Cursus elders'), await course('Andere cursus elders')];
  await ledger.plan(
    [theme.slug],
    [
      {
        code: 'T1',
        unit: 'persons',
        norm: 500,
        rule: { type: 'distinct_persons', courseTags: ['elders'], moment: 'completed' },
      },
      {
        code: 'T2',
        unit: 'persons',
        norm: 500,
        rule: { type: 'distinct_persons', courseTags: ['elders'], moment: 'started' },
      },
    ],
  );
  return { lead, school, course: one, other, ledger };
}

/** One line of a list; `who` makes it somebody else than the others. */
export const listLine = (who: number | string, fields: Record<string, string> = {}): string => {
  const { email, name, other, id, done } = {
    email: `iemand-${who}@elders.example`,
    name: `Iemand${who}`,
    other: '',
    id: '',
    done: '20-02-2026',
    ...fields,
  };
  return [email, name, 'de Tester', 'Gemeente Voorbeeld', '03-02-2026', done, other, id].join(';');
};

/** A CSV with these lines. */
export function listOf(lines: readonly string[]): Buffer {
  return Buffer.from([LIST_HEADER, ...lines].join('\r\n'));
}

/** Sends a list to the API. */
export const sendList = (
  visitor: Visitor,
  { slug }: { slug: string },
  content: Buffer,
  fields: Record<string, string> = {},
) =>
  Object.entries({ kind: 'participants', source: 'aanbieder', course: slug, ...fields }).reduce(
    (call, [name, value]) => call.field(name, value),
    visitor.post('/api/v1/imports').attach('file', content, 'lijst.csv'),
  );
