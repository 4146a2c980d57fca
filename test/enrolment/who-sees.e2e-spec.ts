import { startAcademie, type Visitor } from '../support/academie';

/** The page by which an organiser learns what others see, made by what serves those others. */
describe('who sees what of an offering', () => {
  const academie = startAcademie();
  let organiser: { id: string };
  let theme: { id: string };
  const rowsOf = async (reader: Visitor, id: string) => {
    const { text } = await reader.get(`/uitvoeringen/${id}/wie-ziet-wat`).expect(200);
    return [...text.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].slice(1).map(([, row = '']) =>
      row
        .replace(/<[^>]+>/g, '|')
        .split('|')
        .map((cell) => cell.trim())
        .filter(Boolean),
    );
  };

  beforeAll(async () => {
    theme = await academie.given.theme();
    organiser = await academie.given.holder('theme_lead', theme.id);
  });

  const offered = async (confidential: boolean) => {
    const { given } = academie;
    const course = await given.course({ themeIds: [theme.id] });
    const trainer = await given.holder('trainer');
    const offering = await given.offering({
      courseId: course.id,
      confidential,
      trainerIds: [trainer.id],
    });
    await given.enrolled(offering.id, await given.people('Ans', 'Bea'));
    return offering;
  };

  it('tells that a confidential one is nothing to who does not belong', async () => {
    const { id } = await offered(true);
    const rows = await rowsOf(academie.as(organiser), id);

    expect(rows.map(([who, ...cells]) => [who, cells[0], cells[1], cells[4], cells[5]])).toEqual([
      ['Een bezoeker', 'Nee', 'Niets', 'Niets', 'Nee'],
      ['Een collega die er niet bij hoort', 'Nee', 'Niets', 'Niets', 'Nee'],
      ['De coördinator van een andere gemeente', 'Nee', 'Niets', 'Niets', 'Nee'],
      ['Een deelnemer', 'Ja', 'dinsdag 10 maart 2026, 09.30–11.30\u00a0uur', 'Niets', 'Ja'],
      [
        'De trainer',
        'Ja',
        'dinsdag 10 maart 2026, 09.30–11.30\u00a0uur',
        '2 namen, 0 als aantal',
        'Ja',
      ],
    ]);
  });

  it('tells that an open one is for all, and its names are not', async () => {
    const { id } = await offered(false);
    const rows = await rowsOf(academie.as(organiser), id);

    expect(rows.map(([who, ...cells]) => [who, cells[0], cells[4]])).toEqual([
      ['Een bezoeker', 'Ja', 'Niets'],
      ['Een collega die er niet bij hoort', 'Ja', 'Niets'],
      ['De coördinator van een andere gemeente', 'Ja', '0 namen, 2 als aantal'],
      ['Een deelnemer', 'Ja', 'Niets'],
      ['De trainer', 'Ja', '2 namen, 0 als aantal'],
    ]);
  });

  it('is for who organises it', async () => {
    const { id } = await offered(false);
    const [somebody] = await academie.given.people('Cas');

    await academie.as(somebody!).get(`/uitvoeringen/${id}/wie-ziet-wat`).expect(403);
  });
});
