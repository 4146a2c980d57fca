import { Jobs, Retention } from '@academie/platform';
import { LedgerAudit } from '@academie/targets';

import { startAcademie, type Visitor } from '../support/academie';
import { type GivenLists, givenLists, listLine, listOf, sendList } from './given-import';

const words = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('a list that was read in by mistake', () => {
  const academie = startAcademie();
  let given: GivenLists;
  let lead: Visitor;
  let otherLead: Visitor;
  let admin: Visitor;

  beforeAll(async () => {
    given = await givenLists(academie);
    lead = academie.as(given.lead);
    otherLead = academie.as(
      await academie.given.holder('theme_lead', (await academie.given.theme('Cyber')).id),
    );
    admin = academie.as(await academie.given.holder('administrator'));
  });
  beforeEach(() => (nth += 1));

  let nth = 0;
  const line = (who: number, fields: Record<string, string> = {}): string =>
    listLine(`${nth}x${who}`, fields);
  const values = () => given.ledger.values('T1', 'T2');
  const send = async (lines: string[], visitor = lead) => {
    const { body } = await sendList(visitor, given.course, listOf(lines)).expect(201);
    await academie.runWorkers();
    return body as { id: string; created: number; matched: number };
  };
  const preview = async (id: string, visitor = lead) =>
    (await visitor.get(`/api/v1/imports/${id}/undoing`).expect(200)).body as Record<string, number>;
  const undo = async (id: string, visitor = lead) => {
    const { body } = await visitor
      .post(`/api/v1/imports/${id}/undoing`)
      .send({ reason: 'wrong_file' })
      .expect(200);
    await academie.runWorkers();
    return body as Record<string, unknown>;
  };
  const rowsOf = async (id: string, visitor = lead) =>
    (
      (await visitor.get(`/api/v1/imports/${id}/rows?limit=100`).expect(200)).body.items as Record<
        string,
        unknown
      >[]
    ).map(({ outcome, undone }) => [outcome, undone]);
  const mustAgree = async () => expect(await academie.app.get(LedgerAudit).audit()).toEqual([]);

  describe('of who took part elsewhere', () => {
    it('is taken back: nobody counts by it any more, and the same list can come again', async () => {
      const before = await values();
      const lines = [
        line(1, { id: `P${nth}` }),
        line(2, { done: '' }),
        ';;;;;;;',
        line(3, { done: '31-2-2026' }),
      ];
      const { id } = await send(lines);
      expect(await values()).toEqual([before[0]! + 1, before[1]! + 2]);
      expect(await preview(id)).toMatchObject({
        participations: 2,
        people: 2,
        acts: 0,
        confirmed: 0,
      });

      expect(await undo(id)).toMatchObject({ undone: 2, stayed: 0, undoReason: 'wrong_file' });

      expect(await values()).toEqual(before);
      await mustAgree();
      expect(await rowsOf(id)).toEqual([
        ['created', 'done'],
        ['created', 'done'],
        ['skipped', null],
        ['rejected', null],
      ]);
      const evidence = await academie.database.rows<{ at: Date | null }>(
        `SELECT e.retracted_at AS at FROM targets.evidence e
           JOIN acts.participation p ON p.enrolment_id = e.source_id WHERE p.import_id = $1`,
        [id],
      );
      expect(evidence).toHaveLength(3);
      expect(evidence.every(({ at }) => at)).toBe(true);
      const again = await send(lines);
      expect(again).toMatchObject({ created: 2, matched: 0 });
      expect(await values()).toEqual([before[0]! + 1, before[1]! + 2]);
      // The same people as before, not others of the same name.
      const people = await academie.database.first<{ n: number }>(
        `SELECT count(DISTINCT e.person_id)::int AS n FROM acts.participation p
           JOIN enrolment.enrolment e ON e.id = p.enrolment_id WHERE p.import_id = ANY ($1)`,
        [[id, again.id]],
      );
      expect(people!.n).toBe(2);
      await mustAgree();
    });

    it('keeps what a later list says too, until that one is taken back', async () => {
      const before = await values();
      const first = await send([line(1, { done: '' }), line(2)]);
      const later = await send([line(1), line(3)]);
      expect(await preview(first.id)).toMatchObject({ participations: 1, confirmed: 1 });

      expect(await undo(first.id)).toMatchObject({ undone: 1, stayed: 1 });
      expect(await values()).toEqual([before[0]! + 2, before[1]! + 2]);
      expect(await rowsOf(first.id)).toEqual([
        ['created', 'confirmed'],
        ['created', 'done'],
      ]);
      const { text } = await lead
        .get(`/registraties/importen/${first.id}?uitkomst=gebleven`)
        .expect(200);
      expect(words(text)).toContain('Gebleven: intussen bevestigd.');

      expect(await preview(later.id)).toMatchObject({ participations: 1, completions: 1 });
      await undo(later.id);
      // The first list said that one of them started, and that stays.
      expect(await values()).toEqual([before[0]!, before[1]! + 1]);
      await mustAgree();
      expect(await send([line(1)])).toMatchObject({ created: 1 });
      expect(await values()).toEqual([before[0]! + 1, before[1]! + 1]);
    });

    it('takes back what it said more of somebody known', async () => {
      await send([line(1, { done: '20-02-2026' })]);
      const more = await send([line(1, { done: '21-02-2026' })]);
      expect(more).toMatchObject({ created: 0, matched: 1 });
      expect(await preview(more.id)).toMatchObject({ reports: 1, participations: 0, people: 0 });
      await undo(more.id);
      const again = await send([line(1, { done: '21-02-2026' })]);
      const kept = await academie.database.rows(
        'SELECT undone_at FROM acts.participation_report WHERE import_id = ANY ($1) ORDER BY recorded_at, undone_at',
        [[more.id, again.id]],
      );
      expect(kept).toEqual([{ undone_at: expect.any(Date) }, { undone_at: null }]);
      await mustAgree();
    });

    it('keeps who was erased, who is then not new in the next list', async () => {
      const before = await values();
      const { id } = await send([line(1), line(2)]);
      const person = (await academie.database.first<{ id: string; name: string }>(
        `SELECT p.id, p.given_name || ' ' || p.family_name AS name FROM people.person p
           JOIN people.email_address a ON a.person_id = p.id WHERE a.address = $1`,
        [`iemand-${nth}x1@elders.example`],
      ))!;
      await admin
        .post(`/api/v1/persons/${person.id}/erasure`)
        .send({ confirmation: person.name, reason: 'Op verzoek' })
        .expect(204);
      await academie.runWorkers();
      expect(await undo(id)).toMatchObject({ undone: 1, stayed: 1 });
      expect(await send([line(1), line(2)])).toMatchObject({ created: 1, matched: 1 });
      expect(await values()).toEqual([before[0]! + 2, before[1]! + 2]);
      await mustAgree();
    });

    it('forgets after a month whom only that list named', async () => {
      const { id } = await send([line(1), line(2)]);
      await undo(id);
      await send([line(2)]);
      const retention = academie.app.get(Retention);
      const names = () =>
        academie.database.rows<{ status: string }>(
          `SELECT p.status FROM acts.import_row r JOIN enrolment.enrolment e ON e.id = r.subject_id
             JOIN people.person p ON p.id = e.person_id WHERE r.import_id = $1 ORDER BY r.row_number`,
          [id],
        );
      const forget = async () => {
        const kind = (await retention.all()).find((one) => one.kind === 'acts.undone-guests')!;
        await retention.forget(kind);
      };
      await forget();
      expect(await names()).toEqual([{ status: 'guest' }, { status: 'guest' }]);
      academie.clock.set(new Date(academie.clock.now().getTime() + 31 * 86_400_000));
      await forget();
      expect(await names()).toEqual([{ status: 'erased' }, { status: 'guest' }]);
      expect(await send([line(1)])).toMatchObject({ created: 1 });
    });

    it('goes on in the background when it is long', async () => {
      const before = await values();
      const lines = Array.from({ length: 2600 }, (_, who) => listLine(`L${who}`));
      const sent = await sendList(lead, given.course, listOf(lines)).expect(202);
      await academie.app.get(Jobs).run('acts.imports');
      await academie.runWorkers();
      const { id } = sent.body as { id: string };
      await lead.post(`/api/v1/imports/${id}/undoing`).send({ reason: 'mistakes' }).expect(202);
      const { text } = await lead.get(`/registraties/importen/${id}`).expect(200);
      expect(words(text)).toContain('De lijst wordt ongedaan gemaakt');
      await lead.post(`/api/v1/imports/${id}/undoing`).send({ reason: 'mistakes' }).expect(409);
      await academie.app.get(Jobs).run('acts.import-undo');
      await academie.runWorkers();
      const { body } = await lead.get(`/api/v1/imports/${id}`).expect(200);
      expect(body).toMatchObject({ undone: 2600, stayed: 0 });
      expect(await values()).toEqual(before);
      await mustAgree();
    });
  });

  describe('of acts', () => {
    const rows = (numbers: string[]) =>
      numbers.map((externalId, index) => ({
        externalId: `${nth}-${externalId}`,
        occurredOn: `2026-02-0${index + 1}`,
        headcount: 20 + index,
        subkind: 'inwoners',
      }));
    const sendActs = async (list: object[], visitor = admin) =>
      (
        await visitor
          .post('/api/v1/imports')
          .send({ kind: 'awareness_session', source: 'lijst', rows: list })
          .expect(201)
      ).body as { id: string; created: number; held: number };
    const live = async (id: string) =>
      (
        await academie.database.rows(
          'SELECT 1 FROM acts.act WHERE import_id = $1 AND retracted_at IS NULL',
          [id],
        )
      ).length;
    const actOf = async (id: string, row: number) =>
      (await academie.database.first<{ id: string }>(
        'SELECT subject_id AS id FROM acts.import_row WHERE import_id = $1 AND row_number = $2',
        [id, row],
      ))!.id;

    it('is taken back, but for what was changed or confirmed since', async () => {
      const list = rows(['a', 'b', 'c', 'd']);
      const { id } = await sendActs(list);
      await admin
        .post(`/api/v1/acts/${await actOf(id, 2)}/retraction`)
        .send({ reason: 'mistake' })
        .expect(200);
      expect(await sendActs([list[2]!])).toMatchObject({ created: 0 });
      expect(await preview(id, admin)).toMatchObject({ acts: 2, changed: 1, confirmed: 1 });
      expect(await undo(id, admin)).toMatchObject({ undone: 2, stayed: 2 });
      expect(await live(id)).toBe(1);
      await mustAgree();
      const { text } = await admin.get(`/registraties/${await actOf(id, 1)}`).expect(200);
      expect(words(text)).toContain('De lijst waarmee dit kwam is ongedaan gemaakt');
      expect(await sendActs(list)).toMatchObject({ created: 3 });
    });

    it('asks no more about its rows that waited, and asks again when it comes again', async () => {
      const own = { occurredOn: '2026-03-02', headcount: 300 + nth, subkind: 'inwoners' };
      await admin
        .post('/api/v1/acts')
        .send({ kind: 'awareness_session', organisationIds: [given.school.id], ...own })
        .expect(201);
      const list = [{ ...own, organisation: given.school.name, externalId: `${nth}-q` }];
      const { id, held } = await sendActs(list);
      expect(held).toBe(1);
      expect(await preview(id, admin)).toMatchObject({ acts: 0, held: 1 });
      await undo(id, admin);
      const waiting = await academie.database.rows(
        `SELECT 1 FROM acts.held_row WHERE external_id = $1`,
        [`${nth}-q`],
      );
      expect(waiting).toEqual([]);
      expect((await sendActs(list)).held).toBe(1);
    });
  });

  it('is for who may import it: whoever sent it, and administrators', async () => {
    const { id } = await send([line(1)]);
    const participant = academie.as(await academie.given.person());
    const path = `/api/v1/imports/${id}/undoing`;
    await otherLead.get(path).expect(404);
    await otherLead.post(path).send({ reason: 'other' }).expect(404);
    await participant.post(path).send({ reason: 'other' }).expect(403);
    await participant.get(`/registraties/importen/${id}/ongedaan`).expect(403);
    await otherLead.get(`/registraties/importen/${id}/ongedaan`).expect(404);
    await lead.post(path).send({ reason: 'because' }).expect(422);
    await undo(id, admin);
    await lead.post(path).send({ reason: 'other' }).expect(409);
    const tried = await lead
      .post('/api/v1/imports')
      .send({
        kind: 'participants',
        course: given.course.slug,
        dryRun: true,
        rows: [{ email: 'a' }],
      })
      .expect(201);
    await lead
      .post(`/api/v1/imports/${(tried.body as { id: string }).id}/undoing`)
      .send({ reason: 'other' })
      .expect(409);
  });

  it('is taken back on its page, once however often the button is pressed', async () => {
    const { id } = await send([line(1), line(2, { done: '' })]);
    const page = await lead.get(`/registraties/importen/${id}`).expect(200);
    expect(page.text).toContain(`/registraties/importen/${id}/ongedaan`);
    const ask = await lead.get(`/registraties/importen/${id}/ongedaan`).expect(200);
    expect(words(ask.text)).toContain('2 deelnames, met hun afronding');
    expect(words(ask.text)).toContain('2 nieuwe mensen');
    const press = (body: object) =>
      lead.post(`/registraties/importen/${id}/ongedaan`).type('form').send(body);
    expect(words((await press({}).expect(422)).text)).toContain('Waarom');
    const answers = await Promise.all([
      press({ reason: 'duplicate' }),
      press({ reason: 'duplicate' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    await academie.runWorkers();
    const after = words((await lead.get(`/registraties/importen/${id}`).expect(200)).text);
    expect(after).toContain('Deze lijst is ongedaan gemaakt: 2 regels teruggenomen');
    expect(after).toContain('Reden: Het stond er al.');
    const journal = await academie.database.rows<{ action: string }>(
      `SELECT action FROM platform.journal WHERE subject_id = $1 AND action LIKE 'import.und%' ORDER BY id`,
      [id],
    );
    expect(journal.map(({ action }) => action)).toEqual(['import.undo-asked', 'import.undone']);
    await mustAgree();
  });
});
