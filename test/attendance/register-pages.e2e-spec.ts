import { newId } from '@academie/platform';

import { startAcademie } from '../support/academie';

describe('the page of a register', () => {
  const academie = startAcademie();

  const lesson = async (names: string[] = ['Anna', 'Bram', 'Cas']) => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id], capacity: 40 });
    academie.clock.set('2026-03-10T09:35:00+01:00');
    const people = await academie.given.people(...names);
    const enrolments = await academie.given.enrolled(offering.id, people);
    const session = offering.sessionIds[0]!;
    const page = `/lesgeven/sessies/${session}`;
    const show = (path = page) => academie.as(trainer).get(path);
    const save = (fields: object, path = page) =>
      academie.as(trainer).post(path).type('form').send(fields);
    const values = async (): Promise<string[]> => {
      const { body } = await academie.as(trainer).get(`/api/v1/sessions/${session}/register`);
      const known = new Map(
        body.participants.map((row: { enrolmentId: string; value: string }) => [
          row.enrolmentId,
          row.value,
        ]),
      );
      return enrolments.map((id) => known.get(id) as string);
    };
    const mark = (enrolmentId: string, value: string) =>
      academie
        .as(trainer)
        .post(`/api/v1/sessions/${session}/attendance-marks`)
        .send([
          { clientId: newId(), enrolmentId, value, occurredAt: academie.clock.now().toISOString() },
        ])
        .expect(200);
    return { trainer, offering, people, enrolments, session, page, show, save, values, mark };
  };
  const seenIn = (html: string) => /name="seen" value="(\d+)"/.exec(html)![1]!;

  it('saves as one form, without a script', async () => {
    const { enrolments, show, save, values } = await lesson();
    const { text } = await show().expect(200);

    await save({
      seen: seenIn(text),
      [`marks.${enrolments[0]}`]: 'PRESENT',
      [`marks.${enrolments[1]}`]: 'PARTIAL',
      [`minutes.${enrolments[1]}`]: '45',
    }).expect(303);

    expect(await values()).toEqual(['present', 'partial', 'unknown']);
    expect((await show()).text).toContain('value="45"');
  });

  it('fills in the rest and leaves what was marked', async () => {
    const { enrolments, show, save, values, mark } = await lesson();
    await mark(enrolments[0]!, 'excused');
    const { text } = await show();

    await save({
      seen: seenIn(text),
      rest: 'PRESENT',
      [`marks.${enrolments[0]}`]: 'EXCUSED',
    }).expect(303);

    expect(await values()).toEqual(['excused', 'present', 'present']);
  });

  it('asks before the rest is more people than anybody can see at once', async () => {
    const { show, save, values } = await lesson(
      Array.from({ length: 31 }, (_, place) => `Gast ${place}`),
    );
    const seen = seenIn((await show()).text);

    const { text } = await save({ seen, rest: 'PRESENT' }).expect(422);
    expect(text).toContain('31 mensen hebben nog geen melding');
    expect(new Set(await values())).toEqual(new Set(['unknown']));
    expect(text).toContain('<input type="hidden" name="sure" value="ja">');
    await save({ seen, rest: 'PRESENT', sure: 'ja' }).expect(303);

    expect(new Set(await values())).toEqual(new Set(['present']));
  });

  it('clears a mark on the page of a person, while the register is open', async () => {
    const { page, enrolments, show, save, values, mark } = await lesson();
    await mark(enrolments[0]!, 'absent');
    const person = `${page}/deelnemers/${enrolments[0]}`;
    expect((await show(person)).text).toContain('Melding wissen');

    academie.clock.set('2026-03-10T09:36:00+01:00');
    await save({}, `${person}/wissen`).expect(303);

    expect(await values()).toEqual(['unknown', 'unknown', 'unknown']);
    expect((await show(person)).text).not.toContain('Melding wissen');
    await save({ early: 'ja' }, `${page}/afsluiten`).expect(303);
    expect((await show(person)).text).not.toContain('Melding wissen');
    const refused = await save({}, `${person}/wissen`).expect(303);
    expect(refused.headers.location).toBe(person);
    expect(await values()).toEqual(['absent', 'absent', 'absent']);
  });

  it('leads to the session before and after it', async () => {
    const trainer = await academie.given.holder('trainer');
    const offering = await academie.given.offering({ trainerIds: [trainer.id], sessions: 3 });
    const hrefs = offering.sessionIds.map((id) => `/lesgeven/sessies/${id}`);
    const linksOf = async (place: number) => {
      const { text } = await academie.as(trainer).get(hrefs[place]!).expect(200);
      return [...text.matchAll(/<a href="([^"]+)">(Sessie \d)<\/a>/g)].map(([, href, label]) => [
        href,
        label,
      ]);
    };

    expect(await linksOf(0)).toEqual([[hrefs[1], 'Sessie 2']]);
    expect(await linksOf(1)).toEqual([
      [hrefs[0], 'Sessie 1'],
      [hrefs[2], 'Sessie 3'],
    ]);
  });

  it('does not undo what another trainer saved since it was loaded', async () => {
    const { enrolments, show, save, values, mark } = await lesson();
    await mark(enrolments[0]!, 'present');
    const { text } = await show();
    await mark(enrolments[0]!, 'absent');

    await save({
      seen: seenIn(text),
      [`marks.${enrolments[0]}`]: 'PRESENT',
      [`marks.${enrolments[1]}`]: 'PRESENT',
    }).expect(303);

    expect(await values()).toEqual(['absent', 'present', 'unknown']);
  });

  it('keeps what was typed when the minutes are no number', async () => {
    const { enrolments, show, save, values } = await lesson();
    const { text } = await show();

    const answer = await save({
      seen: seenIn(text),
      [`marks.${enrolments[0]}`]: 'PARTIAL',
      [`minutes.${enrolments[0]}`]: 'lang',
    }).expect(422);

    expect(answer.text).toContain('in minuten: vul het aantal minuten in, van 0 tot 1440.');
    expect(answer.text).toContain('value="lang"');
    expect(await values()).toEqual(['unknown', 'unknown', 'unknown']);
  });

  it('finds people by name, and saves only them', async () => {
    const { page, people, enrolments, show, save, values } = await lesson();

    const { text } = await show(`${page}?q=bram`).expect(200);
    expect(text).toContain(people[1]!.name);
    expect(text).not.toContain(people[0]!.name);
    await save({ seen: seenIn(text), q: 'bram', rest: 'PRESENT' }).expect(303);

    expect(await values()).toEqual(['unknown', 'present', 'unknown']);
    expect(enrolments).toHaveLength(3);
  });

  it('takes a list from paper afterwards', async () => {
    const { page, enrolments, show, save, session } = await lesson();
    const { text } = await show(`${page}?bron=papier`).expect(200);
    expect(text).toContain('U neemt een papieren lijst over');

    await save({
      seen: seenIn(text),
      source: 'paper',
      [`marks.${enrolments[0]}`]: 'PRESENT',
    }).expect(303);

    const sources = await academie.database.rows(
      'SELECT source FROM attendance.mark WHERE session_id = $1',
      [session],
    );
    expect(sources).toEqual([{ source: 'paper' }]);
  });

  it('names who would be absent before it closes, and shows results after', async () => {
    const { page, people, enrolments, show, save, mark } = await lesson();
    await mark(enrolments[0]!, 'present');

    const question = await show(`${page}/afsluiten`).expect(200);
    expect(question.text).toContain('2 mensen hebben nog geen melding en worden afwezig.');
    expect(question.text).toContain(people[1]!.name);
    expect(question.text).not.toContain(people[0]!.name);
    expect(question.text).toContain('Deze sessie is nog niet afgelopen');
    expect((await save({}, `${page}/afsluiten`).expect(422)).text).toContain('Zet een vinkje');
    academie.clock.set('2026-03-10T12:00:00+01:00');
    await save({}, `${page}/afsluiten`).expect(303);

    const { text } = await show().expect(200);
    expect(text).toContain('Voltooid');
    expect(text).toContain('Niet geweest');
    expect(text).not.toContain('type="radio"');
    await show(`${page}/afsluiten`).expect(303);
  });

  it('opens again only with a reason', async () => {
    const { page, show, save } = await lesson();
    await save({ early: 'ja' }, `${page}/afsluiten`).expect(303);

    const refused = await save({ reason: ' ' }, `${page}/heropenen`);
    expect(refused.status).toBe(422);
    await save({ reason: 'Bram was er toch' }, `${page}/heropenen`).expect(303);

    expect((await show()).text).toContain('Bram was er toch');
  });

  it('tells what was said about one person, by whom, and what holds', async () => {
    const { trainer, page, enrolments, show, mark } = await lesson();
    await mark(enrolments[0]!, 'absent');
    academie.clock.set('2026-03-10T10:00:00+01:00');
    await mark(enrolments[0]!, 'partial');

    const { text } = await show(`${page}/deelnemers/${enrolments[0]}`).expect(200);

    expect(text).toContain('Deels aanwezig (geldt nu)');
    expect(text).toContain('Afwezig');
    expect(text).toContain(trainer.id ? 'de Tester' : '');
    expect(text).not.toContain('Corrigeren');
    await show(`${page}/deelnemers/${newId()}`).expect(404);
  });

  it('prints a list to sign', async () => {
    const { page, people, show } = await lesson();

    const { text } = await show(`${page}/presentielijst`).expect(200);

    for (const { name } of people) expect(text).toContain(name);
    expect(text).toContain('Handtekening');
  });
});
