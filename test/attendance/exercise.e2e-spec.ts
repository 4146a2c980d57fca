import { startAcademie } from '../support/academie';

const BEFORE = new Date('2026-03-10T09:00:00+01:00');
const DURING = new Date('2026-03-10T10:00:00+01:00');

describe('an exercise', () => {
  const academie = startAcademie();
  let trainer: { id: string; name: string };
  let watcher: { id: string; name: string; email: string };
  let sessionId: string;
  let offeringId: string;
  let script: string;
  let watching: string;

  beforeEach(async () => {
    academie.clock.set(BEFORE);
    trainer = await academie.given.holder('trainer');
    watcher = await academie.given.person();
    const offering = await academie.given.offering({ trainerIds: [trainer.id] });
    [sessionId] = offering.sessionIds as [string];
    offeringId = offering.id;
    script = `/lesgeven/sessies/${sessionId}/draaiboek`;
    watching = `/oefeningen/${sessionId}`;
  });

  const send = (who: { id: string }, path: string, body: object = {}) =>
    academie.as(who).post(path).type('form').send(body);
  const textOf = async (who: { id: string }, path: string) =>
    (await academie.as(who).get(path).expect(200)).text;
  const api = () => `/api/v1/sessions/${sessionId}/exercise`;
  const withStep = async () => {
    const { body } = await academie
      .as(trainer)
      .post(`${api()}/steps`)
      .send({ minute: 30, role: 'Handhaver', action: 'Vraagt de vergunning', expected: 'Rust' })
      .expect(201);
    return body.steps[0].id as string;
  };
  const withWatcher = () =>
    send(trainer, `${script}/waarnemers`, { address: watcher.email.toUpperCase() }).expect(303);

  it('has a script with times that move with the session', async () => {
    await send(trainer, `${script}/stappen`, { minute: '15', action: 'Aankomst' }).expect(303);
    await send(trainer, `${script}/stappen`, { minute: '15', action: 'Aankomst' }).expect(303);
    expect(await textOf(trainer, script)).toContain('9.45');
    await academie.database.rows(
      `UPDATE catalogue.session SET starts_at = starts_at + interval '1 hour',
              ends_at = ends_at + interval '1 hour' WHERE id = $1`,
      [sessionId],
    );
    const text = await textOf(trainer, script);
    expect(text).toContain('10.45');
    expect(text.match(/Aankomst/g)).toHaveLength(1);
    const wrong = await send(trainer, `${script}/stappen`, { minute: 'x', role: 'Chef' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('value="Chef"');
  });

  it('keeps the form open for the next step, with the cursor in it', async () => {
    const closed = await textOf(trainer, script);
    expect(closed).not.toContain('autofocus');
    const added = await send(trainer, `${script}/stappen`, { minute: '15', action: 'Aankomst' });
    const text = await textOf(trainer, added.headers.location as string);
    expect(text).toMatch(/<details open>[^]*id="minute"[^>]*autofocus/);
  });

  it('mails who is asked to observe it, once, and nobody when it is over', async () => {
    const mails = () =>
      academie.database.rows(
        `SELECT subject, body_text AS text FROM platform.outgoing_mail WHERE recipient_person_id = $1`,
        [watcher.id],
      );
    await withWatcher();
    await withWatcher();
    await academie.runWorkers();
    const [mail, ...others] = await mails();
    expect(mail).toMatchObject({ text: expect.stringContaining(watching) });
    expect(others).toEqual([]);
    const late = await academie.given.person();
    academie.clock.set(new Date('2027-03-10T10:00:00+01:00'));
    await send(trainer, `${script}/waarnemers`, { address: late.email }).expect(303);
    await academie.runWorkers();
    expect(
      await academie.database.rows(
        'SELECT 1 FROM platform.outgoing_mail WHERE recipient_person_id = $1',
        [late.id],
      ),
    ).toEqual([]);
  });

  it('is watched by who is named, from its begin on, each step once', async () => {
    const step = await withStep();
    await academie.as(watcher).get(watching).expect(403);
    await withWatcher();
    await withWatcher();
    expect(await textOf(watcher, watching)).toContain('Vraagt de vergunning');
    expect(await textOf(watcher, '/')).toContain(watching);
    const note = (body: object, who: { id: string } = watcher) =>
      send(who, `${watching}/stappen/${step}`, body);
    expect((await note({ rating: 'as_planned' }).expect(422)).text).toContain('zodra de oefening');
    academie.clock.set(DURING);
    const wrong = await note({ body: 'Stond stil' }).expect(422);
    expect(wrong.text).toContain('Stond stil');
    await note({ rating: 'as_planned' }).expect(303);
    await note({ rating: 'otherwise', body: 'Vergat te vragen' }).expect(303);

    const { body } = await academie.as(trainer).get(api()).expect(200);
    expect(body.steps[0].observations).toEqual([
      { author: watcher.name, rating: 'otherwise', body: 'Vergat te vragen' },
    ]);
    await send(trainer, `${script}/stappen/${step}/weghalen`).expect(409);
    const journal = await academie.database.rows(
      'SELECT data FROM platform.journal WHERE subject_id = $1',
      [sessionId],
    );
    expect(JSON.stringify(journal)).not.toContain('Vergat');
  });

  it('is watched by nobody who takes part, whichever came first', async () => {
    await withStep();
    const place = (person: { id: string }) =>
      academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).send({});
    const other = await academie.given.person();
    await place(other).expect(201);
    const { text } = await send(trainer, `${script}/waarnemers`, { address: other.email });
    expect(text).toContain('Deze persoon doet zelf mee aan de oefening');

    await withWatcher();
    await textOf(watcher, watching);
    const { body } = await place(watcher).expect(201);
    const hidden = await academie.as(watcher).get(watching).expect(403);
    expect(hidden.text).toContain('U doet zelf mee aan deze oefening');
    expect(hidden.text).not.toContain('Vraagt de vergunning');
    await academie.as(watcher).get(api()).expect(403);
    await academie
      .as(watcher)
      .post(`/api/v1/enrolments/${body.id}/cancellation`)
      .send({})
      .expect(200);
    await textOf(watcher, watching);
  });

  it('is watched by nobody who waits for a place either', async () => {
    await withStep();
    await withWatcher();
    await academie.database.rows('UPDATE catalogue.offering SET capacity = 1 WHERE id = $1', [
      offeringId,
    ]);
    await academie.given.enrolled(offeringId, [await academie.given.person()]);
    const waiting = await academie.given.person();
    for (const person of [waiting, watcher]) {
      const { body } = await academie
        .as(person)
        .post(`/api/v1/offerings/${offeringId}/enrolments`)
        .send({})
        .expect(201);
      expect(body.state).toBe('waitlisted');
    }

    const { text } = await send(trainer, `${script}/waarnemers`, { address: waiting.email });
    expect(text).toContain('of wacht op een plek');
    const hidden = await academie.as(watcher).get(watching).expect(403);
    expect(hidden.text).toContain('of wacht op een plek');
    expect(hidden.text).not.toContain('Vraagt de vergunning');
  });

  it('shows an observer the own notes alone, and the trainer those of all', async () => {
    const step = await withStep();
    await withWatcher();
    const second = await academie.given.person();
    await send(trainer, `${script}/waarnemers`, { address: second.email }).expect(303);
    academie.clock.set(DURING);
    const put = (who: { id: string }, text: string) =>
      academie
        .as(who)
        .post(`${api()}/steps/${step}/observation`)
        .send({ rating: 'not_done', body: text })
        .expect(204);
    await put(watcher, 'Ik zag niets');
    await put(second, 'Ik wel');
    expect(await textOf(watcher, watching)).not.toContain('Ik wel');
    const { body } = await academie.as(watcher).get(api()).expect(200);
    expect(body.steps[0].observations).toHaveLength(1);
    expect(body.observers).toEqual([{ id: watcher.id, name: watcher.name }]);
    const text = await textOf(trainer, script);
    expect(text).toContain('Ik zag niets');
    expect(text).toContain('Ik wel');
  });

  it('is nothing to participants, nor to trainers and theme leads of other courses', async () => {
    const step = await withStep();
    const participant = await academie.given.person();
    await academie.given.enrolled(offeringId, [participant]);
    const elsewhere = await academie.given.holder('trainer');
    const theme = await academie.given.theme();
    const lead = await academie.given.holder('theme_lead', theme.id);
    academie.clock.set(DURING);
    for (const who of [participant, elsewhere, lead]) {
      await academie.as(who).get(watching).expect(403);
      await academie.as(who).get(api()).expect(403);
      await academie.as(who).get(script).expect(403);
      await academie
        .as(who)
        .post(`${api()}/steps/${step}/observation`)
        .send({ rating: 'as_planned' })
        .expect(403);
    }
    await withWatcher();
    await academie.as(watcher).get(script).expect(403);
    await send(watcher, `${script}/stappen`, { minute: '1', action: 'x' }).expect(403);
    await send(trainer, `${script}/waarnemers/${watcher.id}/weghalen`).expect(303);
    await academie.as(watcher).get(watching).expect(403);
    const strange = await send(trainer, `${script}/waarnemers`, { address: 'x@nergens.example' });
    expect(strange.status).toBe(422);
    expect(strange.text).toContain('Niemand met dit adres');
  });

  it('leaves lessons with who answers for them and until when', async () => {
    await withWatcher();
    const other = await academie.given.person();
    await academie
      .as(trainer)
      .post(`${api()}/lessons`)
      .send({ body: 'Portofoons testen', ownerId: other.id, dueOn: '2026-04-01' })
      .expect(422);
    const lesson = { body: 'Portofoons testen', ownerId: watcher.id, dueOn: '2026-04-01' };
    const past = await send(trainer, `${script}/leerpunten`, { ...lesson, dueOn: '2026-03-01' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('Kies vandaag of een dag daarna.');
    await send(trainer, `${script}/leerpunten`, lesson).expect(303);
    await send(trainer, `${script}/leerpunten`, lesson).expect(303);
    await send(trainer, `${script}/leerpunten`, {
      ...lesson,
      ...{ ownerId: trainer.id, body: 'Eerder beginnen' },
    }).expect(303);
    const { body } = await academie.as(trainer).get(api()).expect(200);
    expect(body.lessons).toHaveLength(2);
    const [own, theirs] = body.lessons.toSorted((a: { ownerId: string }) =>
      a.ownerId === watcher.id ? -1 : 1,
    );

    await send(watcher, `${watching}/leerpunten/${own.id}/klaar`).expect(303);
    await send(watcher, `${watching}/leerpunten/${own.id}/klaar`).expect(303);
    await send(watcher, `${watching}/leerpunten/${theirs.id}/klaar`).expect(404);
    expect(await textOf(watcher, watching)).toContain('Klaar');
    academie.clock.set(new Date('2026-04-02T10:00:00+02:00'));
    expect(await textOf(trainer, script)).toContain('Te laat');
  });
});
