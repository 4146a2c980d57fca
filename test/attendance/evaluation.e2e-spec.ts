import { startAcademie } from '../support/academie';
import { heldCourse } from './given-attendance';

const SCORES = { overall: 4, content: 5, usefulness: 3, trainer: 5, organisation: 2 };
const everybody = {
  Anna: 'present',
  Bram: 'partial',
  Cas: 'present',
  Daan: 'present',
  Eva: 'present',
  Fien: 'absent',
} as const;

describe('an evaluation', () => {
  const academie = startAcademie();

  const answer = (person: { id: string }, enrolmentId: string, more: object = {}) =>
    academie
      .as(person)
      .post(`/api/v1/enrolments/${enrolmentId}/evaluation`)
      .send({ ...SCORES, ...more });
  const results = (who: { id: string }, offeringId: string) =>
    academie.as(who).get(`/api/v1/offerings/${offeringId}/evaluation`);
  const asked = async (person: { id: string }): Promise<string[]> => {
    const { body } = await academie.as(person).get('/api/v1/me/evaluations').expect(200);
    return body.items.map(({ enrolmentId }: { enrolmentId: string }) => enrolmentId);
  };

  it('is for those who were there, in part too, once the register is closed', async () => {
    const { people, enrolments, reopen } = await heldCourse(academie, {
      Anna: 'present',
      Bram: 'partial',
      Cas: 'absent',
      Daan: 'excused',
    });

    expect(await asked(people[0]!)).toEqual([enrolments[0]]);
    expect(await asked(people[1]!)).toEqual([enrolments[1]]);
    expect(await asked(people[2]!)).toEqual([]);
    await answer(people[2]!, enrolments[2]!).expect(409);
    await answer(people[3]!, enrolments[3]!).expect(409);
    await answer(people[0]!, enrolments[1]!).expect(409);
    await academie.as(people[2]!).get(`/mijn/evaluaties/${enrolments[2]}`).expect(404);
    await reopen();
    await answer(people[0]!, enrolments[0]!).expect(409);
  });

  it('may be answered once, and until 60 days later', async () => {
    const { people, enrolments } = await heldCourse(academie, { Anna: 'present', Bram: 'present' });

    const turns = await Promise.all([1, 2, 3].map(() => answer(people[0]!, enrolments[0]!)));
    expect(turns.map(({ status }) => status).sort()).toEqual([204, 409, 409]);
    academie.clock.set(new Date(academie.clock.now().getTime() + 61 * 86_400_000));
    await answer(people[1]!, enrolments[1]!).expect(409);
  });

  it('loses no answer when many come at once', async () => {
    const { people, enrolments, offering } = await heldCourse(academie, everybody);
    await Promise.all(
      people
        .slice(0, 5)
        .map((person, place) =>
          answer(person, enrolments[place]!, { learned: `Les ${place}` }).expect(204),
        ),
    );

    const administrator = await academie.given.holder('administrator');
    const { body } = await results(administrator, offering.id).expect(200);
    expect(body.learned.sort()).toEqual(['Les 0', 'Les 1', 'Les 2', 'Les 3', 'Les 4']);
  });

  it('shows nothing under five answers, and then what they say together', async () => {
    const { people, enrolments, offering, trainer } = await heldCourse(academie, everybody);
    for (const place of [0, 1, 2, 3])
      await answer(people[place]!, enrolments[place]!, { better: 'Meer pauze' }).expect(204);

    const early = await results(trainer, offering.id).expect(200);
    expect(early.body).toMatchObject({ answered: 4, present: 5, questions: null, better: [] });
    const page = `/lesgeven/evaluaties/${offering.id}`;
    expect((await academie.as(trainer).get(page)).text).toContain('Nog te weinig antwoorden');
    expect((await academie.as(trainer).get(`${page}/uitvoer.csv`)).text).not.toContain('pauze');

    await answer(people[4]!, enrolments[4]!, { overall: 1, better: '=1+1' }).expect(204);
    const { body } = await results(trainer, offering.id).expect(200);
    expect(body.questions[0]).toEqual({
      question: 'overall',
      average: 3.4,
      counts: [1, 0, 0, 4, 0],
    });
    expect((await academie.as(trainer).get(page)).text).toContain('Meer pauze');
    const csv = (await academie.as(trainer).get(`${page}/uitvoer.csv`).expect(200)).text;
    expect(csv).toContain('Ik ben al met al tevreden;3,40;1;0;0;4;0');
    expect(csv).toContain(`"'=1+1"`.replaceAll('"', ''));
  });

  it('shows new answers five at a time, so that looking twice tells nobody’s from the rest', async () => {
    const names = Array.from({ length: 12 }, (_, place) => `Gast ${place}`);
    const { people, enrolments, offering, trainer } = await heldCourse(
      academie,
      Object.fromEntries(names.map((name) => [name, 'present' as const])),
    );
    const answers = async (from: number, until: number) => {
      for (let place = from; place < until; place += 1)
        await answer(people[place]!, enrolments[place]!, { learned: `Les ${place}` }).expect(204);
      const { body } = await results(trainer, offering.id).expect(200);
      return { ...body, learned: body.learned.length };
    };
    const csv = async () =>
      (await academie.as(trainer).get(`/lesgeven/evaluaties/${offering.id}/uitvoer.csv`)).text;

    const five = await answers(0, 5);
    expect(five).toMatchObject({ answered: 5, shown: 5, learned: 5 });
    const nine = await answers(5, 9);
    expect(nine).toMatchObject({ answered: 9, shown: 5, learned: 5 });
    expect(nine.questions).toEqual(five.questions);
    expect(await csv()).not.toContain('Les 8');
    expect(await answers(9, 10)).toMatchObject({ answered: 10, shown: 10, learned: 10 });
    // By chance in the order in which they came: once in 3.6 million times.
    const { body: ten } = await results(trainer, offering.id).expect(200);
    const inOrder = names.slice(0, 10).map((_, place) => `Les ${place}`);
    expect(ten.learned).not.toEqual(inOrder);
    expect(ten.learned).not.toEqual(inOrder.toReversed());
    expect([...ten.learned].sort()).toEqual(inOrder);
    expect(await answers(10, 11)).toMatchObject({ answered: 11, shown: 10 });

    const later = () =>
      academie.clock.set(new Date(academie.clock.now().getTime() + 61 * 86_400_000));
    const [before] = [academie.clock.now()];
    later();
    expect((await results(trainer, offering.id)).body).toMatchObject({ answered: 11, shown: 10 });
    academie.clock.set(before);
    await answers(11, 12);
    later();
    expect((await results(trainer, offering.id)).body).toMatchObject({ answered: 12, shown: 12 });
  });

  it('leads from no answer to who gave it', async () => {
    const { people, enrolments, offering } = await heldCourse(academie, everybody);
    for (const place of [0, 1, 2, 3, 4])
      await answer(people[place]!, enrolments[place]!, { learned: String(place) }).expect(204);

    const columns = await academie.database.rows<{ name: string }>(
      `SELECT column_name AS name FROM information_schema.columns
        WHERE table_schema = 'attendance' AND table_name = 'evaluation_answer' AND data_type <> 'smallint'`,
    );
    expect(columns.map(({ name }) => name).sort()).toEqual([
      ...['better', 'id', 'learned', 'offering_id', 'released'],
    ]);
    // The transaction that wrote a row is a trace too: it is the same one for all answers.
    const writers = await academie.database.rows(
      'SELECT DISTINCT xmin::text FROM attendance.evaluation_answer WHERE offering_id = $1',
      [offering.id],
    );
    expect(writers).toHaveLength(1);
    const journal = await academie.database.rows<{ actor: string | null; data: object }>(
      `SELECT actor_id AS actor, data FROM platform.journal
        WHERE action = 'evaluation.answered' AND subject_id = $1`,
      [offering.id],
    );
    expect(journal).toHaveLength(5);
    for (const line of journal) expect(line).toEqual({ actor: null, data: {} });
  });

  it('is for the trainer and the theme lead, and for no other', async () => {
    const [theme, other] = [await academie.given.theme(), await academie.given.theme()];
    const { offering, trainer, people } = await heldCourse(academie, everybody, {
      themeIds: [theme.id],
    });
    const lead = await academie.given.holder('theme_lead', theme.id);
    const colleague = await academie.given.holder('theme_lead', other.id);
    const elsewhere = await academie.given.holder('trainer');

    await results(trainer, offering.id).expect(200);
    await results(lead, offering.id).expect(200);
    await results(colleague, offering.id).expect(404);
    await results(elsewhere, offering.id).expect(404);
    await results(people[0]!, offering.id).expect(403);
    const href = `/lesgeven/evaluaties/${offering.id}`;
    expect((await academie.as(trainer).get('/lesgeven')).text).toContain('/lesgeven/evaluaties');
    expect((await academie.as(lead).get('/beheer')).text).toContain('/lesgeven/evaluaties');
    expect((await academie.as(lead).get('/lesgeven/evaluaties')).text).toContain(href);
    expect((await academie.as(elsewhere).get('/lesgeven/evaluaties')).text).not.toContain(href);
  });

  it('is asked for in one mail, also when the register is closed twice', async () => {
    const { enrolments, people, reopen, close } = await heldCourse(academie, {
      Anna: 'present',
      Bram: 'absent',
      Cas: 'partial',
    });
    await reopen();
    await close();

    const mails = await academie.database.rows<{ key: string; body: string }>(
      `SELECT dedupe_key AS key, body_text AS body FROM platform.outgoing_mail
        WHERE dedupe_key = ANY ($1) ORDER BY created_at, dedupe_key`,
      [enrolments.map((id) => `evaluation:${id}`)],
    );
    expect(mails.map(({ key }) => key).sort()).toEqual(
      [`evaluation:${enrolments[0]}`, `evaluation:${enrolments[2]}`].sort(),
    );
    const anna = mails.find(({ key }) => key.endsWith(enrolments[0]!))!;
    expect(anna.body).toContain(`/mijn/evaluaties/${enrolments[0]}`);
    const [, certificate] = /\/mijn\/certificaten#(\S+)/.exec(anna.body)!;
    expect((await academie.as(people[0]!).get('/mijn/certificaten')).text).toContain(
      `id="${certificate}"`,
    );
    expect((await academie.as(people[0]!).get('/mijn')).text).toContain('/mijn/evaluaties');
  });

  it('is filled in on a page, which keeps what was typed when an answer is missing', async () => {
    const { enrolments, people } = await heldCourse(academie, { Anna: 'present' });
    const page = `/mijn/evaluaties/${enrolments[0]}`;
    expect((await academie.as(people[0]!).get('/mijn/evaluaties')).text).toContain(page);
    await academie.as(people[0]!).get(page).expect(200);
    const post = (fields: object) => academie.as(people[0]!).post(page).type('form').send(fields);

    const { text } = await post({ overall: '4', learned: 'Doorvragen' }).expect(422);
    expect(text).toContain('Kies een antwoord.');
    expect(text).toContain('Doorvragen');
    expect(text).toMatch(/id="overall-4"[^>]* checked/);
    const all = Object.fromEntries(Object.entries(SCORES).map(([key, one]) => [key, String(one)]));
    await post(all).expect(303);
    await academie.as(people[0]!).get(page).expect(303);
    await post(all).expect(422);
  });

  describe('with questions of its organiser', () => {
    const lead = async () => {
      const theme = await academie.given.theme();
      return { theme, who: await academie.given.holder('theme_lead', theme.id) };
    };
    const ask = (who: { id: string }, path: string, body: object) =>
      academie.as(who).post(`/api/v1/${path}/evaluation-questions`).send(body);
    const YES_NO = { text: 'Kunt u dit morgen gebruiken?', kind: 'yes_no', required: true };

    it('asks them of who was there, and shows bars from five answers on', async () => {
      const { theme, who } = await lead();
      const { people, enrolments, offering, courseId, trainer } = await heldCourse(
        academie,
        everybody,
        { themeIds: [theme.id] },
      );
      const own = { text: 'Hoe vaak?', kind: 'number', required: false };
      await ask(who, `courses/${courseId}`, YES_NO).expect(201);
      const { body } = await ask(who, `offerings/${offering.id}`, own).expect(201);
      const [first, second] = body.items as { id: string }[];
      expect(body.items).toMatchObject([YES_NO, own]);

      const page = `/mijn/evaluaties/${enrolments[0]}`;
      expect((await academie.as(people[0]!).get(page)).text).toContain(YES_NO.text);
      const fields = Object.fromEntries(Object.entries(SCORES).map(([k, v]) => [k, String(v)]));
      const post = (more: object) =>
        academie
          .as(people[0]!)
          .post(page)
          .type('form')
          .send({ ...fields, ...more });
      const wrong = await post({ [`answers.${second!.id}`]: 'vaak' }).expect(422);
      expect(wrong.text).toContain('value="vaak"');
      expect(wrong.text).toContain(`href="#answers-${first!.id}"`);
      await post({ [`answers.${first!.id}`]: 'ja', [`answers.${second!.id}`]: '3,5' }).expect(303);

      for (const place of [1, 2, 3]) {
        const answers = [{ questionId: first!.id, answer: 'nee' }];
        await answer(people[place]!, enrolments[place]!, { answers }).expect(204);
      }
      const early = await results(trainer, offering.id).expect(200);
      expect(early.body.added).toBeNull();
      const results4 = `/lesgeven/evaluaties/${offering.id}`;
      expect((await academie.as(trainer).get(results4)).text).not.toContain(YES_NO.text);
      await answer(people[4]!, enrolments[4]!, {
        answers: [{ questionId: first!.id, answer: 'ja' }],
      }).expect(204);

      const { body: told } = await results(trainer, offering.id).expect(200);
      expect(told.added).toMatchObject([
        {
          answers: 5,
          options: [
            { option: 'ja', count: 2 },
            { option: 'nee', count: 3 },
          ],
        },
        { answers: 1, average: null, texts: [] },
      ]);
      const { text } = await academie.as(trainer).get(results4).expect(200);
      expect(text).toContain('3 (60%)');
      expect(text).not.toContain('3,5');
      const trend = await academie.as(who).get(`/lesgeven/evaluaties/training/${courseId}`);
      expect(trend.text).toContain('2 (40%)');
      const csv = await academie.as(trainer).get(`${results4}/uitvoer.csv`);
      expect(csv.text).toContain('Ja;2');

      const writers = await academie.database.rows(
        'SELECT DISTINCT xmin::text FROM attendance.added_answer WHERE offering_id = $1',
        [offering.id],
      );
      expect(writers).toHaveLength(1);
    });

    it('keeps no answer to what is not asked, and refuses one that is missing', async () => {
      const { theme, who } = await lead();
      const { people, enrolments, courseId } = await heldCourse(academie, everybody, {
        themeIds: [theme.id],
      });
      const { body } = await ask(who, `courses/${courseId}`, YES_NO).expect(201);
      const questionId = body.items[0].id;
      await answer(people[0]!, enrolments[0]!).expect(422);
      const foreign = [{ questionId: courseId, answer: 'ja' }];
      await answer(people[0]!, enrolments[0]!, { answers: foreign }).expect(422);
      const asked = await academie
        .as(people[0]!)
        .get(`/api/v1/enrolments/${enrolments[0]}/evaluation`)
        .expect(200);
      expect(asked.body.items).toMatchObject([{ id: questionId }]);

      const home = `/api/v1/courses/${courseId}/evaluation-questions`;
      await academie.as(who).delete(`${home}/${questionId}`).expect(204);
      await academie.as(who).delete(`${home}/${questionId}`).expect(204);
      await answer(people[0]!, enrolments[0]!, {
        answers: [{ questionId, answer: 'ja' }],
      }).expect(204);
      expect(
        await academie.database.rows(
          'SELECT 1 FROM attendance.added_answer WHERE question_id = $1',
          [questionId],
        ),
      ).toEqual([]);
    });

    it('takes them from who manages the course alone, five at most', async () => {
      const { theme, who } = await lead();
      const { who: other } = await lead();
      const { trainer, people, courseId, offering } = await heldCourse(academie, everybody, {
        themeIds: [theme.id],
      });
      for (const path of [`courses/${courseId}`, `offerings/${offering.id}`]) {
        await ask(other, path, YES_NO).expect(403);
        await ask(trainer, path, YES_NO).expect(403);
        await ask(people[0]!, path, YES_NO).expect(403);
      }
      const page = `/beheer/aanbod/${courseId}/evaluatievragen`;
      await academie.as(other).get(page).expect(403);
      const send = (body: object) => academie.as(who).post(page).type('form').send(body);
      const choice = { text: 'Welke?', kind: 'choice', options: 'één\n twee ' };
      expect((await send({ ...choice, options: 'één' }).expect(422)).text).toContain('één');
      await send(choice).expect(303);
      expect((await send(choice).expect(422)).text).toContain('staat er al');
      for (const nth of [2, 3, 4, 5])
        await send({ text: `Vraag ${nth}`, kind: 'text' }).expect(303);
      await send({ text: 'Vraag 6', kind: 'text' }).expect(422);
      const next = await academie.given.offering({ courseId });
      const { text } = await academie.as(who).get(page).expect(200);
      expect(text).toContain('één, twee');
      expect(text).toContain(`/beheer/uitvoeringen/${next.id}/evaluatievragen`);
      expect((await academie.as(who).get(`/beheer/aanbod/${courseId}`)).text).toContain(page);
    });
  });
});
