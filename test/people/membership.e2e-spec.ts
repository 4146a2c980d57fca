import { startAcademie, TUESDAY } from '../support/academie';
import { mailTo } from '../support/account';

describe('who works where', () => {
  const academie = startAcademie();
  let count = 0;
  beforeEach(() => academie.clock.set(TUESDAY));
  beforeAll(() =>
    academie.database.rows(
      `INSERT INTO people.job_function (code, name) VALUES ('ciso', 'CISO'), ('boa', 'Boa'), ('jurist', 'Jurist')`,
    ),
  );

  const town = async () => {
    const organisation = await academie.given.municipality();
    const coordinator = await academie.given.holder('coordinator', organisation.id);
    return { ...organisation, coordinator };
  };
  const colleague = (organisationId: string, functions = ['ciso']) =>
    academie.given.person({ organisationId, functions });
  const jobsOf = (person: { id: string }) =>
    academie.database.rows(
      `SELECT o.name AS organisation, m.is_main AS main, m.valid_from::text AS "from", m.valid_to::text AS "to",
              ARRAY(SELECT function_code FROM people.membership_function f
                     WHERE f.membership_id = m.id ORDER BY 1) AS functions
         FROM people.membership m JOIN people.organisation o ON o.id = m.organisation_id
        WHERE m.person_id = $1 ORDER BY m.valid_from, m.id`,
      [person.id],
    );
  const openJob = async (person: { id: string }) =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.membership WHERE person_id = $1 AND valid_to IS NULL',
      [person.id],
    ))!.id;
  const post = (person: { id: string }, path: string, form: object = {}) =>
    academie.as(person).post(path).type('form').send(form);
  const manage = async (actor: { id: string }, person: { id: string }, verb: string, form = {}) =>
    post(actor, `/organisatie/medewerkers/${await openJob(person)}/${verb}`, form);

  describe('is looked after by the coordinator, who', () => {
    it('sees the people of the own organisation, and no others', async () => {
      const [one, two] = [await town(), await town()];
      const [mine, theirs] = [await colleague(one.id), await colleague(two.id)];

      const list = await academie
        .as(one.coordinator)
        .get(`/organisatie/medewerkers?organisatie=${two.id}`)
        .expect(200);

      expect(list.text).toContain(mine.email);
      expect(list.text).not.toContain(theirs.email);
      const job = await openJob(theirs);
      await academie.as(one.coordinator).get(`/organisatie/medewerkers/${job}`).expect(404);
      for (const verb of ['functies', 'beeindigen', 'verplaatsen'])
        expect(
          (await manage(one.coordinator, theirs, verb, { organisationId: one.id })).status,
        ).toBe(404);
    });

    it('adds somebody new by an invitation, with functions', async () => {
      const { id, coordinator } = await town();
      const email = `nieuw${++count}@elders.example`;
      const form = { organisationId: id, givenName: 'Lot', familyName: 'Vos', email };
      await post(coordinator, '/organisatie/medewerkers/toevoegen', {
        ...form,
        functions: ['boa', 'jurist'],
      }).expect(303);

      expect((await mailTo(academie, email))!.path).toContain('/uitnodiging/');
      const person = await academie.database.first<{ id: string }>(
        'SELECT person_id AS id FROM people.email_address WHERE address = $1',
        [email],
      );
      expect(await jobsOf(person!)).toMatchObject([{ functions: ['boa', 'jurist'], to: null }]);
      const other = await town();
      await post(coordinator, '/organisatie/medewerkers/toevoegen', {
        ...form,
        organisationId: other.id,
      }).expect(404);
    });

    it('takes nobody from where they work: who has an account is asked', async () => {
      const { id, name, coordinator } = await town();
      const person = await colleague((await town()).id);
      const before = await jobsOf(person);
      await post(coordinator, '/organisatie/medewerkers/toevoegen', {
        organisationId: id,
        givenName: 'A',
        familyName: 'B',
        email: person.email,
      }).expect(303);

      expect(await jobsOf(person)).toEqual(before);
      const mail = (await mailTo(academie, person.email))!;
      expect(mail.text).toContain(name);
      expect(mail.path).toBe('/account/werk');
    });

    it('sets functions from today on; those of before are kept', async () => {
      const { id, coordinator } = await town();
      const person = await colleague(id);
      expect((await manage(coordinator, person, 'functies', { functions: 'x' })).status).toBe(422);
      await manage(coordinator, person, 'functies', { functions: ['boa', 'jurist'] });
      await manage(coordinator, person, 'functies', { functions: 'boa' });

      expect(await jobsOf(person)).toMatchObject([
        { functions: ['ciso'], from: '2020-01-01', to: '2026-03-03', main: true },
        { functions: ['boa'], from: '2026-03-03', to: null, main: true },
      ]);
      const lines = await academie.database.rows(
        `SELECT data->'before' AS before, data->'functions' AS functions FROM platform.journal
          WHERE subject_id = $1 AND action = 'membership.functions-changed' ORDER BY id`,
        [person.id],
      );
      expect(lines).toEqual([
        { before: ['ciso'], functions: ['boa', 'jurist'] },
        { before: ['boa', 'jurist'], functions: ['boa'] },
      ]);
    });

    it('ends a job; the role of coordinator there ends with it, at once', async () => {
      const { id, coordinator } = await town();
      const leaver = await colleague(id);
      await academie.given.role(leaver.id, 'coordinator', id);
      await academie.as(leaver).get('/organisatie/medewerkers').expect(200);

      expect((await manage(coordinator, leaver, 'beeindigen')).status).toBe(303);

      await academie.as(leaver).get('/organisatie/medewerkers').expect(403);
      expect(await jobsOf(leaver)).toMatchObject([{ to: '2026-03-03' }]);
    });

    it('moves somebody between the own organisations only', async () => {
      const [one, two, three] = [await town(), await town(), await town()];
      await academie.given.role(one.coordinator.id, 'coordinator', two.id);
      const person = await colleague(one.id);
      expect(
        (await manage(one.coordinator, person, 'verplaatsen', { organisationId: three.id })).status,
      ).toBe(404);
      await manage(one.coordinator, person, 'verplaatsen', { organisationId: two.id });
      expect(await jobsOf(person)).toMatchObject([
        { organisation: one.name, to: '2026-03-03' },
        { organisation: two.name, to: null, main: true },
      ]);
    });
  });

  it('is looked after by administrators everywhere', async () => {
    const admin = await academie.given.holder('administrator');
    const { id } = await town();
    const person = await colleague(id);
    const list = await academie
      .as(admin)
      .get(`/organisatie/medewerkers?organisatie=${id}`)
      .expect(200);
    expect(list.text).toContain(person.email);
    expect((await manage(admin, person, 'functies', { functions: ['jurist'] })).status).toBe(303);
  });

  describe('is told by the person, and', () => {
    const changes = async (coordinator: { id: string }, verb: string) => {
      const page = await academie.as(coordinator).get('/organisatie/wijzigingen').expect(200);
      return new RegExp(`action="([^"]+/${verb})"`).exec(page.text)?.[1];
    };

    it('changes nothing until the coordinator of that organisation confirms it', async () => {
      const { id, coordinator } = await town();
      const other = await town();
      const person = await colleague(id);
      await post(person, '/account/werk/functies', { organisationId: id, functions: 'boa' });
      expect(await jobsOf(person)).toMatchObject([{ functions: ['ciso'] }]);
      expect((await mailTo(academie, coordinator.email))!.path).toBe('/organisatie/wijzigingen');
      const accept = (await changes(coordinator, 'bevestigen'))!;
      expect(await changes(other.coordinator, 'bevestigen')).toBeUndefined();
      await post(other.coordinator, accept).expect(404);

      await post(coordinator, accept).expect(303);

      expect(await jobsOf(person)).toMatchObject([{ functions: ['ciso'] }, { functions: ['boa'] }]);
      expect((await mailTo(academie, person.email))!.text).toContain('is bevestigd');
      await post(coordinator, accept).expect(303);
      expect(await jobsOf(person)).toHaveLength(2);
    });

    it('moves to another organisation when the coordinator there says so', async () => {
      const [one, two] = [await town(), await town()];
      const person = await colleague(one.id);
      await post(person, '/account/werk/anders', {
        organisationId: two.id,
        instead: one.id,
        functions: ['jurist'],
        remark: 'Begonnen op 1 maart.',
      }).expect(303);
      expect(await changes(one.coordinator, 'bevestigen')).toBeUndefined();

      await post(two.coordinator, (await changes(two.coordinator, 'bevestigen'))!).expect(303);

      expect(await jobsOf(person)).toMatchObject([
        { organisation: one.name, to: '2026-03-03' },
        { organisation: two.name, to: null, main: true, functions: ['jurist'] },
      ]);
    });

    it('adds a second job beside the first, which stays the one that counts', async () => {
      const [one, two] = [await town(), await town()];
      const person = await colleague(one.id);
      await post(person, '/account/werk/anders', { organisationId: two.id, instead: 'add' });
      await post(two.coordinator, (await changes(two.coordinator, 'bevestigen'))!);
      expect(await jobsOf(person)).toMatchObject([
        { organisation: one.name, to: null, main: true },
        { organisation: two.name, to: null, main: false },
      ]);
    });

    it('is refused with a reason, or taken back', async () => {
      const { id, coordinator } = await town();
      const person = await colleague(id);
      await post(person, '/account/werk/einde', { organisationId: id }).expect(303);
      const refuse = (await changes(coordinator, 'weigeren'))!;
      await post(coordinator, refuse, { reason: 'U staat nog op de lijst.' }).expect(303);
      expect((await mailTo(academie, person.email))!.text).toContain('U staat nog op de lijst.');
      expect(await jobsOf(person)).toMatchObject([{ to: null }]);

      await post(person, '/account/werk/einde', { organisationId: id }).expect(303);
      const page = await academie.as(person).get('/account/werk').expect(200);
      const [, withdraw] = /action="([^"]+\/intrekken)"/.exec(page.text)!;
      await post(coordinator, withdraw!).expect(404);
      await post(person, withdraw!).expect(303);
      expect(await changes(coordinator, 'bevestigen')).toBeUndefined();
    });

    it('is only about where the person works', async () => {
      const [one, two] = [await town(), await town()];
      const person = await colleague(one.id);
      await post(person, '/account/werk/einde', { organisationId: two.id }).expect(422);
      await post(person, '/account/werk/functies', {
        organisationId: two.id,
        functions: 'boa',
      }).expect(422);
      await post(person, '/account/werk/anders', {
        organisationId: two.id,
        instead: two.id,
      }).expect(422);
    });
  });
});
