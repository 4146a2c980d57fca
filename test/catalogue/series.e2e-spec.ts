import { newId } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { faultsOf } from '../support/page-checks';

describe('a series', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
  });

  const course = () => academie.given.course({ themeIds: [theme.id] });
  const fields = (more: object = {}): Record<string, unknown> => ({
    ...{
      key: newId(),
      rhythm: 'monthly-1',
      weekday: '2',
      from: '2026-03-03',
      count: '6',
      until: '',
    },
    ...{ starts: '09:00', ends: '12:00', kind: 'offerings', mode: 'online', capacity: '15' },
    ...{ locationId: '', onlineUrl: '' },
    ...more,
  });
  const press = (courseId: string, body: object, person = lead) =>
    academie.as(person).post(`/beheer/aanbod/${courseId}/reeks`).type('form').send(body);
  const planned = (courseId: string) =>
    academie.database.rows<{ status: string; sessions: number; starts: string }>(
      `SELECT o.status, (SELECT count(*)::int FROM catalogue.session s WHERE s.offering_id = o.id) AS sessions,
              to_char(o.starts_at AT TIME ZONE 'Europe/Amsterdam', 'YYYY-MM-DD HH24:MI') AS starts
         FROM catalogue.offering o WHERE o.course_id = $1 ORDER BY o.starts_at`,
      [courseId],
    );

  it('of each first Tuesday shows its days first, with the holiday among them, and makes nothing yet', async () => {
    const { id } = await course();
    const page = await academie.as(lead).get(`/beheer/aanbod/${id}`).expect(200);
    expect(page.text).toContain('Reeks plannen');
    const empty = await academie.as(lead).get(`/beheer/aanbod/${id}/reeks`).expect(200);
    expect(await faultsOf(empty.text)).toEqual([]);

    const { text } = await press(id, fields({ count: '', until: '2026-05-31' })).expect(200);

    expect(text).toContain('dinsdag 7 april 2026');
    expect(text).toContain('Dit is een feestdag: Bevrijdingsdag.');
    expect(text).toMatch(/value="2026-04-07" checked/);
    expect(text).not.toMatch(/value="2026-05-05" checked/);
    expect(await faultsOf(text)).toEqual([]);
    expect(await planned(id)).toEqual([]);
  });

  it('says with its days what is over, what is too much and that it would end before it begins', async () => {
    const { id } = await course();
    const over = await press(id, fields({ from: '2026-02-01', count: '2' })).expect(200);
    expect(over.text).toContain('Deze dag is voorbij.');
    expect(over.text).not.toMatch(/value="2026-02-03" checked/);
    expect(over.text).toMatch(/value="2026-03-03" checked/);
    const long = { rhythm: 'weekly', count: '', until: '2028-12-31' };
    const most = await press(id, fields(long)).expect(200);
    expect(most.text).toContain('Een reeks heeft ten hoogste 50 dagen.');
    expect(await faultsOf(most.text)).toEqual([]);
    const early = await press(id, fields({ starts: '12:00', ends: '09:00' })).expect(422);
    expect(early.text).toContain('Kies een tijd na het begin.');
  });

  it('makes a date for each day that stays, at the same time on the clock, once however often it is pressed', async () => {
    const { id } = await course();
    const body = fields({ action: 'make', days: ['2026-03-03', '2026-04-07', '2026-06-02'] });

    await Promise.all([press(id, body).expect(303), press(id, body).expect(303)]);
    const { headers } = await press(id, body).expect(303);

    expect(headers.location).toBe(`/beheer/aanbod/${id}`);
    expect(await planned(id)).toEqual(
      ['2026-03-03 09:00', '2026-04-07 09:00', '2026-06-02 09:00'].map((starts) => ({
        ...{ status: 'concept', sessions: 1, starts },
      })),
    );
  });

  it('makes one date with all days as sessions where that was chosen', async () => {
    const { id } = await course();
    const days = ['2026-03-10', '2026-04-07'];

    await press(id, fields({ action: 'make', kind: 'sessions', days })).expect(303);

    expect(await planned(id)).toMatchObject([{ sessions: 2, starts: '2026-03-10 09:00' }]);
  });

  it('makes all or nothing, and says what is wrong with the form filled in', async () => {
    const { id } = await course();
    const wrong = fields({ action: 'make', starts: '12:00', ends: '09:00', days: ['2026-04-07'] });

    const { text } = await press(id, wrong).expect(422);
    const none = await press(id, fields({ action: 'make' })).expect(422);
    const endless = await press(id, fields({ count: '' })).expect(422);

    expect(text).toContain('De eindtijd ligt voor de begintijd.');
    expect(none.text).toContain('Kies ten minste één dag.');
    expect(endless.text).toContain('Vul in hoe vaak, of tot en met welke dag.');
    expect(await faultsOf(text)).toEqual([]);
    expect(await planned(id)).toEqual([]);
  });

  it('is taken back as a whole, once, as long as all of it is a concept', async () => {
    const { id } = await course();
    const make = (days: string[]) => press(id, fields({ action: 'make', days })).expect(303);
    const undoOf = async (): Promise<string | undefined> => {
      const { text } = await academie.as(lead).get(`/beheer/aanbod/${id}/reeks`).expect(200);
      expect(await faultsOf(text)).toEqual([]);
      return /action="([^"]*\/ongedaan)"/.exec(text)?.[1];
    };
    await make(['2026-03-03', '2026-04-07', '2026-06-02']);
    const undo = (await undoOf())!;
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    await academie.as(other).post(undo).expect(403);
    await academie
      .as(lead)
      .post(undo.replace(/[\da-f-]{36}\/ongedaan/, `${newId()}/ongedaan`))
      .expect(404);
    await academie.as(lead).post(undo).expect(303);
    await academie.as(lead).post(undo).expect(303);
    expect(await planned(id)).toEqual([]);
    expect(await undoOf()).toBeUndefined();

    await make(['2026-03-03', '2026-04-07']);
    const second = (await undoOf())!;
    const [first] = await academie.database.rows<{ id: string }>(
      'SELECT id FROM catalogue.offering WHERE course_id = $1 ORDER BY starts_at',
      [id],
    );
    await academie.database.rows(
      `INSERT INTO catalogue.workshop (offering_id, round, title, place, seats, position)
       VALUES ($1, 1, 'Ouders', '', 5, 0)`,
      [first!.id],
    );
    const { headers } = await academie.as(lead).post(second).expect(303);
    expect(headers.location).toMatch(/\/reeks$/);
    expect(await planned(id)).toHaveLength(2);
    await academie.as(lead).post(`/beheer/uitvoeringen/${first!.id}/publiceren`).expect(303);
    expect(await undoOf()).toBeUndefined();
    await academie.as(lead).post(second).expect(303);
    expect(await planned(id)).toHaveLength(2);
  });

  it('is for who manages the course, and nobody else', async () => {
    const { id } = await course();
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    for (const person of [
      other,
      await academie.given.holder('trainer'),
      await academie.given.person(),
    ]) {
      await academie.as(person).get(`/beheer/aanbod/${id}/reeks`).expect(403);
      await press(id, fields({ action: 'make', days: ['2026-04-07'] }), person).expect(403);
    }
    expect(await planned(id)).toEqual([]);
  });

  it.each([
    {},
    { action: 'make', days: { a: 1 } },
    { rhythm: ['weekly'], weekday: '9', from: 'morgen', key: 'x' },
    { action: 'make', days: ['2026-02-31', '\u0000'], locationId: ['a', 'b'] },
  ])('takes no wrong shape: %j', async (more) => {
    const { id } = await course();
    const body = Object.keys(more).length === 0 ? {} : { ...fields(), ...more };
    expect((await press(id, body)).status).toBe(422);
  });
});
