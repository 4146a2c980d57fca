import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { givenContent, publishVersion, question, TEST } from './given-content';

describe('an author of lessons', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let author: Visitor;
  let colleague: Visitor;

  beforeAll(async () => {
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
    colleague = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  const course = () =>
    academie.given.course({ kind: 'e_learning', mode: 'self_paced', themeIds: [theme.id] });
  const send = (visitor: Visitor, address: string, fields: Record<string, unknown> = {}) =>
    visitor.post(address).type('form').send(fields);
  const seenOn = async (visitor: Visitor, address: string): Promise<string> => {
    const { text } = await visitor.get(address).expect(200);
    return /name="seen" value="([^"]+)"/.exec(text)![1]!;
  };
  const blocksOf = async (key: string): Promise<{ id: string; kind: string; body: object }[]> => {
    const row = await academie.database.first<{ blocks: never[] }>(
      `SELECT s.blocks FROM elearning.lesson s JOIN elearning.content_version v ON v.id = s.version_id
        WHERE s.key = $1 ORDER BY v.number DESC LIMIT 1`,
      [key],
    );
    return row!.blocks;
  };
  /** A draft with one module and one lesson. */
  const drafted = async (isTest = false) => {
    const { id, slug } = await course();
    const base = `/beheer/aanbod/${id}/lessen`;
    await send(author, `${base}/concept`).expect(303);
    const module = await send(author, `${base}/onderdelen`, { title: 'Deel een' }).expect(303);
    const moduleKey = module.headers.location!.split('#kop-')[1]!;
    const lesson = await send(author, `${base}/lessen`, {
      moduleKey,
      title: 'Les een',
      ...(isTest && { isTest: 'ja' }),
    }).expect(303);
    const address = lesson.headers.location!;
    return { courseId: id, slug, base, moduleKey, address, key: address.split('/').at(-1)! };
  };

  it('writes a course from nothing, publishes it, and a learner reads it', async () => {
    const { courseId, base, address } = await drafted();
    expect((await author.get(`/beheer/aanbod/${courseId}`)).text).toContain(`href="${base}"`);
    await send(author, `${address}/blokken/nieuw?soort=text`, {
      text: '## Kop\n\nTekst van de **auteur**.',
    }).expect(303);
    await send(author, `${address}/blokken/nieuw?soort=checklist`, {
      title: 'Klaar?',
      items: 'een\n\ntwee',
    }).expect(303);
    await send(author, `${address}/blokken/nieuw?soort=one`, {
      prompt: 'Welke?',
      'choices.0.text': '',
      'choices.1.text': 'deze',
      'choices.1.correct': 'ja',
      'choices.3.text': 'die',
    }).expect(303);

    const preview = await author.get(address.replace('/les/', '/voorbeeld/')).expect(200);
    expect(preview.text).toContain('Tekst van de <strong>auteur</strong>.');
    expect(preview.text).toContain('Zo zien deelnemers deze les');
    expect(preview.text).not.toContain('Antwoord nakijken');
    await send(author, `${base}/publiceren`, { rule: 'all' }).expect(303);

    const person = await academie.given.person();
    const offering = await academie.database.first<{ id: string }>(
      `INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
       VALUES ($1, 'published', 'self_paced', 9, $2) RETURNING id`,
      [courseId, academie.clock.now()],
    );
    const [enrolmentId] = await academie.given.enrolled(offering!.id, [person]);
    const { headers } = await academie.as(person).get(`/leren/${enrolmentId}/verder`).expect(303);
    const page = await academie.as(person).get(headers.location!).expect(200);
    expect(page.text).toContain('<h2>Kop</h2>');
    expect(page.text).toContain('deze');
  });

  it('moves, copies and removes blocks and lessons', async () => {
    const { base, address, key, moduleKey } = await drafted();
    for (const text of ['een', 'twee', 'drie'])
      await send(author, `${address}/blokken/nieuw?soort=text`, { text }).expect(303);
    const texts = async (): Promise<string[]> =>
      (await blocksOf(key)).map(({ body }) => (body as { text: string }).text);
    const [one, , three] = await blocksOf(key);

    await send(author, `${address}/blokken/${three!.id}/omhoog`).expect(303);
    expect(await texts()).toEqual(['een', 'drie', 'twee']);
    await send(author, `${address}/blokken/${one!.id}/omhoog`).expect(303);
    await send(author, `${address}/blokken/${one!.id}/omlaag`).expect(303);
    expect(await texts()).toEqual(['drie', 'een', 'twee']);
    await send(author, `${address}/blokken/${one!.id}/kopie`).expect(303);
    expect(await texts()).toEqual(['drie', 'een', 'een', 'twee']);
    await send(author, `${address}/blokken/${one!.id}/verwijderen`).expect(303);
    expect(await texts()).toEqual(['drie', 'een', 'twee']);

    await send(author, `${address}/kopie`).expect(303);
    const second = await send(author, `${base}/lessen`, { moduleKey, title: 'Les twee' });
    await send(author, `${second.headers.location!}/omhoog`).expect(303);
    const outline = await author.get(base).expect(200);
    expect([...outline.text.matchAll(/>(Les \w+(?: \(kopie\))?)<\/a>/g)].map(([, t]) => t)).toEqual(
      ['Les een', 'Les twee', 'Les een (kopie)'],
    );
    await send(author, `${base}/onderdelen/${moduleKey}/verwijderen`).expect(303);
    expect((await author.get(base)).text).not.toContain('Les twee');
  });

  it('is told what somebody else made of the same block, and loses nothing', async () => {
    const { address, key } = await drafted();
    await send(author, `${address}/blokken/nieuw?soort=text`, { text: 'Oud' }).expect(303);
    const [block] = await blocksOf(key);
    const form = `${address}/blokken/${block!.id}`;
    const seen = await seenOn(author, form);
    await send(colleague, form, { seen, text: 'Van de collega' }).expect(303);

    const both = await send(author, form, { seen, text: 'Van mij' }).expect(422);
    expect(both.text).toContain('Zo heeft iemand anders het intussen bewaard');
    expect(both.text).toContain('Van de collega');
    expect(both.text).toContain('Van mij');
    expect((await blocksOf(key))[0]!.body).toEqual({ text: 'Van de collega' });
    const now = /name="seen" value="([^"]+)"/.exec(both.text)![1]!;
    await send(author, form, { seen: now, text: 'Van ons beiden' }).expect(303);
    expect((await blocksOf(key))[0]!.body).toEqual({ text: 'Van ons beiden' });
  });

  it('loses nothing of what is typed: what is finished is saved, the rest is kept for its author', async () => {
    const { base, address, key } = await drafted();
    const fresh = `${address}/blokken/nieuw`;
    const asked = { prompt: 'Half af', 'choices.0.text': 'a', 'choices.1.text': 'b' };
    const kept = await send(author, `${fresh}/bewaren?soort=one`, asked).expect(200);
    expect(kept.body).toEqual({ state: 'kept' });
    expect(await blocksOf(key)).toEqual([]);
    expect((await author.get(address)).text).toContain('Nog niet opgeslagen');
    const again = await author.get(`${fresh}?soort=one`).expect(200);
    expect(again.text).toContain('Half af');
    expect(again.text).toContain('Het is nog niet opgeslagen.');
    expect((await colleague.get(`${fresh}?soort=one`)).text).not.toContain('Half af');
    await send(author, `${fresh}?soort=one`, { ...asked, 'choices.0.correct': 'ja' }).expect(303);
    expect((await author.get(`${fresh}?soort=one`)).text).not.toContain('Half af');

    const [block] = await blocksOf(key);
    const form = `${address}/blokken/${block!.id}`;
    const seen = await seenOn(author, form);
    const better = { ...asked, prompt: 'Helemaal af', 'choices.0.correct': 'ja', seen };
    const saved = await send(author, `${form}/bewaren`, better).expect(200);
    expect(saved.body).toEqual({ state: 'saved', seen: await seenOn(author, form) });
    expect((await blocksOf(key))[0]!.body).toMatchObject({ prompt: 'Helemaal af' });
    // Of a form that is not finished the draft keeps what it had.
    const empty = { ...better, prompt: ' ', seen: saved.body.seen };
    expect((await send(author, `${form}/bewaren`, empty)).body).toEqual({ state: 'kept' });
    expect((await blocksOf(key))[0]!.body).toMatchObject({ prompt: 'Helemaal af' });
    await send(author, `${form}/vergeten`).expect(303);
    expect((await author.get(form)).text).toContain('Helemaal af');
    await send(author, `${base}/publiceren`, { rule: 'all' }).expect(303);
    const left = await academie.database.rows(
      `SELECT place FROM elearning.typed_form WHERE lesson_key = $1`,
      [key],
    );
    expect(left).toEqual([]);
  });

  it('keeps what somebody types over the change of a colleague, and shows both', async () => {
    const { address, key } = await drafted();
    await send(author, `${address}/blokken/nieuw?soort=text`, { text: 'Oud' }).expect(303);
    const [block] = await blocksOf(key);
    const form = `${address}/blokken/${block!.id}`;
    const seen = await seenOn(author, form);
    await send(colleague, `${form}/bewaren`, { seen, text: 'Van de collega' }).expect(200);

    const { body } = await send(author, `${form}/bewaren`, { seen, text: 'Van mij' }).expect(200);
    expect(body).toEqual({ state: 'overtaken' });
    expect((await blocksOf(key))[0]!.body).toEqual({ text: 'Van de collega' });
    const page = await author.get(form).expect(200);
    expect(page.text).toContain('Zo heeft iemand anders het intussen bewaard');
    expect(page.text).toContain('Van de collega');
    expect(page.text).toContain('Van mij');
    const lesson = await send(author, `${address}/bewaren`, { seen: 'iets anders', title: '' });
    expect(lesson.body).toEqual({ state: 'kept' });
  });

  it('goes back to how a lesson was, as often as somebody likes', async () => {
    const { base, address, key } = await drafted();
    await send(author, `${address}/blokken/nieuw?soort=text`, { text: 'Eerst' }).expect(303);
    const [block] = await blocksOf(key);
    const form = `${address}/blokken/${block!.id}`;
    for (const text of ['Dan', 'Daarna'])
      await send(author, `${form}/bewaren`, { seen: await seenOn(author, form), text }).expect(200);
    academie.clock.set(new Date(academie.clock.now().getTime() + 11 * 60_000));
    await send(author, form, { seen: await seenOn(author, form), text: 'Later' }).expect(303);
    await send(author, `${form}/verwijderen`).expect(303);

    const page = await author.get(`${address}/geschiedenis`).expect(200);
    const steps = [...page.text.matchAll(/geschiedenis\/([\da-f-]{36})"/g)].map(([, id]) => id!);
    // Empty; before "Dan" and "Daarna", which belong together; before "Later"; before it was removed.
    expect(steps).toHaveLength(4);
    const earlier = await author.get(`${address}/geschiedenis/${steps[2]}`).expect(200);
    expect(earlier.text).toContain('Eerst');
    expect(earlier.text).toContain('De les was leeg.');
    await send(author, `${address}/geschiedenis/${steps[2]}`).expect(303);
    expect((await blocksOf(key))[0]!.body).toEqual({ text: 'Eerst' });
    await send(author, `${address}/geschiedenis/${steps[0]}`).expect(303);
    expect((await blocksOf(key))[0]!.body).toEqual({ text: 'Later' });
    await send(author, `${address}/geschiedenis/${newId()}`).expect(404);
    await send(author, `${base}/publiceren`, { rule: 'all' }).expect(303);
    const left = await academie.database.rows(
      'SELECT id FROM elearning.lesson_history WHERE lesson_key = $1',
      [key],
    );
    expect(left).toEqual([]);
  });

  it('puts blocks, lessons and modules in the order in which they were dragged', async () => {
    const { base, address, key, moduleKey } = await drafted();
    for (const text of ['een', 'twee', 'drie'])
      await send(author, `${address}/blokken/nieuw?soort=text`, { text }).expect(303);
    const [one, two, three] = (await blocksOf(key)).map(({ id }) => id);
    // What somebody else added meanwhile is not named, and is not lost.
    await send(author, `${address}/volgorde`, { order: `${three},${one},${three}` }).expect(204);
    expect((await blocksOf(key)).map(({ id }) => id)).toEqual([three, one, two]);

    const module = await send(author, `${base}/onderdelen`, { title: 'Deel twee' }).expect(303);
    const second = module.headers.location!.split('#kop-')[1]!;
    await send(author, `${base}/volgorde`, { order: second }).expect(204);
    await send(author, `${base}/onderdelen/${second}/volgorde`, { order: key }).expect(204);
    const { text } = await author.get(base).expect(200);
    expect(text.indexOf('Deel twee')).toBeLessThan(text.indexOf('Deel een'));
    expect(text.indexOf('Les een')).toBeLessThan(text.indexOf('Deel een'));
    await send(author, `${base}/onderdelen/${newId()}/volgorde`, { order: key }).expect(404);
    for (const order of ['x', `${key};`, Array(501).fill(key).join(',')])
      await send(author, `${base}/onderdelen/${moduleKey}/volgorde`, { order }).expect(422);
  });

  it('never meets a colleague who changes another block, however many do so at once', async () => {
    const { address, key } = await drafted();
    for (let nth = 0; nth < 8; nth += 1)
      await send(author, `${address}/blokken/nieuw?soort=text`, { text: `${nth}` }).expect(303);
    const blocks = await blocksOf(key);
    const seen = await Promise.all(
      blocks.map(({ id }) => seenOn(author, `${address}/blokken/${id}`)),
    );

    await Promise.all(
      blocks.map(({ id }, nth) =>
        send(nth % 2 ? author : colleague, `${address}/blokken/${id}`, {
          seen: seen[nth],
          text: `nieuw ${nth}`,
        }).expect(303),
      ),
    );

    expect((await blocksOf(key)).map(({ body }) => body)).toEqual(
      blocks.map((_, nth) => ({ text: `nieuw ${nth}` })),
    );
  });

  it('is told what somebody else made of the lesson itself', async () => {
    const { address, moduleKey } = await drafted(true);
    const seen = await seenOn(author, address);
    const fields = {
      seen,
      moduleKey,
      title: 'Toets',
      passMark: '80',
      draw: '',
      coolingMinutes: '',
    };
    await send(colleague, address, { ...fields, title: 'Toets van de collega' }).expect(303);

    const both = await send(author, address, { ...fields, title: 'Mijn toets' }).expect(422);
    expect(both.text).toContain('Iemand anders heeft deze les intussen gewijzigd');
    expect(both.text).toContain('Toets van de collega');
    expect(both.text).toContain('value="Mijn toets"');
    await send(author, address, {
      ...fields,
      passMark: '101',
      seen: /name="seen" value="([^"]+)"/.exec(both.text)![1],
    }).expect(422);
  });

  it('gets a form back filled in, with a sentence at what is wrong', async () => {
    const { address } = await drafted();

    const page = await send(author, `${address}/blokken/nieuw?soort=one`, {
      prompt: 'Zonder goed antwoord',
      'choices.0.text': 'a',
      'choices.1.text': 'b',
    }).expect(422);
    expect(page.text).toContain('Zet bij ten minste één antwoord dat het goed is.');
    expect(page.text).toContain('Zonder goed antwoord');
    await send(author, `${address}/blokken/nieuw?soort=one`, {
      prompt: 'x',
      'choices.0.text': 'a',
      'choices.0.correct': 'ja',
      'choices.1.text': 'b',
      'choices.1.correct': 'ja',
    }).expect(422);
    await send(author, `${address}/blokken/nieuw?soort=text`, { text: ' ' }).expect(422);
    await send(author, `${address}/blokken/nieuw?soort=bestaat-niet`, { text: 'x' }).expect(404);
    await author.get(`${address}/blokken/nieuw?soort=__proto__`).expect(404);
  });

  it('leaves empty what a question does not need', async () => {
    const { address, key } = await drafted();
    await send(author, `${address}/blokken/nieuw?soort=number`, {
      prompt: 'Hoeveel?',
      answer: '8,5',
      tolerance: '',
      unit: '',
    }).expect(303);
    expect((await blocksOf(key))[0]!.body).toMatchObject({ answer: 8.5 });
    const none = await send(author, `${address}/blokken/nieuw?soort=number`, {
      prompt: 'Hoeveel?',
      answer: ' ',
    }).expect(422);
    expect(none.text).toContain('Goed antwoord: ');
  });

  it('is told what keeps people from what was published, and sees what that is', async () => {
    const { id } = await course();
    const base = `/beheer/aanbod/${id}/lessen`;
    const key = newId();
    await publishVersion(academie, id, [{ key, title: 'Eerste' }]);
    const page = await author.get(base).expect(200);
    expect(page.text).toContain('er is nog geen groep');
    const [, found = ''] = /href="([^"]+\?versie(?:=|&#x3D;)1)"/.exec(page.text) ?? [];
    const href = found.replace('&#x3D;', '=');
    expect(href).toBe(`${base}/voorbeeld/${key}?versie=1`);

    await send(author, `${base}/concept`).expect(303);
    const module = /name="moduleKey" value="([^"]+)"/.exec((await author.get(base)).text)![1];
    const seen = await seenOn(author, `${base}/les/${key}`);
    await send(author, `${base}/les/${key}`, { seen, moduleKey: module, title: 'Tweede' });
    const old = await author.get(href).expect(200);
    expect(old.text).toContain('Zo is versie 1 gepubliceerd.');
    expect(old.text).toContain('Eerste');
    expect((await author.get(href.replace('?versie=1', ''))).text).toContain('Tweede');
    for (const number of ['2', '99999999999999999999'])
      await author.get(href.replace('=1', `=${number}`)).expect(404);
    await author.get(href.replace('=1', '=x')).expect(400);

    await academie.database.rows(
      `INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
       VALUES ($1, 'published', 'self_paced', 9, $2)`,
      [id, academie.clock.now()],
    );
    expect((await author.get(base)).text).not.toContain('er is nog geen groep');
    await academie.database.rows(`UPDATE catalogue.course SET status = 'draft' WHERE id = $1`, [
      id,
    ]);
    expect((await author.get(base)).text).toContain('staat nog niet in het aanbod');
  });

  it('publishes nothing that nobody could follow to its end', async () => {
    const { base, address } = await drafted(true);
    const page = await author.get(`${base}/publiceren`).expect(200);
    expect(page.text).toContain('is nog leeg');
    await send(author, `${base}/publiceren`, { rule: 'all' }).expect(422);

    await send(author, `${address}/blokken/nieuw?soort=true_false`, {
      prompt: 'Klopt dit?',
      isTrue: 'ja',
    }).expect(303);
    await send(author, `${base}/publiceren`, { rule: 'tests' }).expect(303);
    await author.get(`${base}/publiceren`).expect(404);
  });

  it('makes a next version of what is published, which stays as it was', async () => {
    const { id } = await course();
    const key = newId();
    const content = await givenContent(academie, [{ key, title: 'Eerste' }], { courseId: id });
    const base = `/beheer/aanbod/${id}/lessen`;

    await Promise.all(Array.from({ length: 5 }, () => send(author, `${base}/concept`).expect(303)));
    const address = `${base}/les/${key}`;
    const moduleKey = /name="moduleKey" value="([^"]+)"/.exec((await author.get(base)).text)![1];
    const seen = await seenOn(author, address);
    await send(author, address, { seen, moduleKey, title: 'Tweede' }).expect(303);
    await send(author, `${base}/publiceren`, { rule: 'all', changeNote: 'Beter' }).expect(303);

    const titles = await academie.database.rows(
      `SELECT v.number, s.title, v.change_note AS note FROM elearning.lesson s
         JOIN elearning.content_version v ON v.id = s.version_id WHERE v.course_id = $1 ORDER BY 1`,
      [content.courseId],
    );
    expect(titles).toEqual([
      { number: 1, title: 'Eerste', note: 'Wat er nieuw is' },
      { number: 2, title: 'Tweede', note: 'Beter' },
    ]);
    expect((await author.get(base)).text).toContain('Nieuwe versie maken');
  });

  it('throws a draft away, and what was published stays', async () => {
    const { id } = await course();
    await publishVersion(academie, id, [{ blocks: [question(newId())], test: TEST }]);
    await send(author, `/beheer/aanbod/${id}/lessen/concept`).expect(303);
    await send(author, `/beheer/aanbod/${id}/lessen/weggooien`).expect(303);

    const page = await author.get(`/beheer/aanbod/${id}/lessen`).expect(200);
    expect(page.text).toContain('Versie 1');
    expect(page.text).toContain('Nieuwe versie maken');
  });

  it('manages own courses only', async () => {
    const { base, address, moduleKey } = await drafted();
    const other = academie.as(
      await academie.given.holder('theme_lead', (await academie.given.theme()).id),
    );

    for (const page of [base, address, `${base}/publiceren`, `${base}/onderdelen/${moduleKey}`])
      await other.get(page).expect(403);
    for (const command of [
      `${base}/concept`,
      `${base}/weggooien`,
      `${base}/onderdelen/${moduleKey}/verwijderen`,
      `${address}/verwijderen`,
      `${address}/kopie`,
      `${address}/bewaren`,
      `${address}/blokken/nieuw/bewaren?soort=text`,
      `${address}/blokken/nieuw/vergeten?soort=text`,
      `${address}/geschiedenis/${newId()}`,
    ])
      await send(other, command).expect(403);
    for (const list of [base, address, `${base}/onderdelen/${moduleKey}`])
      await send(other, `${list}/volgorde`, { order: newId() }).expect(403);
    await other.get(`${address}/geschiedenis`).expect(403);
    await send(other, `${base}/publiceren`, { rule: 'all' }).expect(403);
    await send(other, `${address}/blokken/nieuw?soort=text`, { text: 'x' }).expect(403);
    await academie
      .as(await academie.given.person())
      .get(base)
      .expect(403);
    expect((await author.get(base)).text).toContain('Les een');
  });
});
