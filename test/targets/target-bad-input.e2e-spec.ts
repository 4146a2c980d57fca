import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('what somebody gave by mistake', () => {
  const academie = startAcademie();
  const ledger = new GivenLedger(academie);
  let lead: Visitor;
  let coordinator: Visitor;
  let auditor: Visitor;
  let themeId: string;
  let here: { id: string; name: string };

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const page = async (visitor: Visitor, path: string) =>
    words((await visitor.get(path).expect(200)).text);
  const control = (occurredOn: string, reference: string) => ({
    kind: 'btp_control',
    occurredOn,
    organisationIds: [here.id],
    team: 'kennemerland',
    subkind: 'hotel',
    reference,
  });

  beforeAll(async () => {
    const theme = await academie.given.theme('Mensenhandel');
    themeId = theme.id;
    lead = academie.as(await academie.given.holder('theme_lead', theme.id));
    auditor = academie.as(await academie.given.holder('auditor'));
    here = await academie.given.municipality('Kennemerhout');
    coordinator = academie.as(await academie.given.holder('coordinator', here.id));
    await ledger.plan(
      [theme.slug],
      [
        {
          code: 'T20',
          rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
          unit: 'controls',
          norm: 5,
        },
        {
          code: 'T26',
          rule: {
            type: 'distinct_persons',
            courseTags: ['a'],
            moment: 'attended',
            baseline: { required: true },
          },
          unit: 'persons',
          norm: 5,
        },
        {
          // There is no such house in this academie.
          code: 'T46',
          rule: {
            type: 'coverage',
            reference: 'care_and_safety_house',
            by: [{ evidence: 'act', actKinds: ['radicalisation_specialist'] }],
          },
          unit: 'houses',
          operator: 'all',
          norm: 3,
        },
      ],
    );
  });

  describe('a date outside the plan', () => {
    it('is kept, counts for nothing, and says so on its page', async () => {
      const { body } = await lead
        .post('/api/v1/acts')
        .send(control('2024-03-02', 'A-1'))
        .expect(201);
      await academie.runWorkers();

      expect(await ledger.value('T20')).toBe(0);
      const text = await page(coordinator, `/registraties/${body.id}`);
      expect(text).toContain('Telt voor geen jaarplan');
      expect(text).not.toContain('Telt mee voor');
    });

    it('is told apart from a date in it, which says for what it counts', async () => {
      const { body } = await lead
        .post('/api/v1/acts')
        .send(control('2026-03-02', 'A-2'))
        .expect(201);
      await academie.runWorkers();

      const href = `/doelen/${(await ledger.target('T20')).id}`;
      const { text } = await lead.get(`/registraties/${body.id}`).expect(200);
      expect(text).toContain(`Telt mee voor <a href="${href}">T20 Doel T20</a>`);
      expect(text).not.toContain('Telt voor geen jaarplan');
      // Who may not read targets is told, and led nowhere.
      const seen = await coordinator.get(`/registraties/${body.id}`).expect(200);
      expect(seen.text).toContain('Telt mee voor T20 Doel T20.');
    });

    it('is pointed at in a list before it is read in', async () => {
      const file = [
        'Datum;Gemeente;Team;Onderwerp;Aantal;Eigen nummer',
        `02-03-2025;${here.name};Kennemerland;Hotel of verhuur;1;B-1`,
        `02-03-2026;${here.name};Kennemerland;Hotel of verhuur;1;B-2`,
      ].join('\r\n');
      const { headers } = await lead
        .post('/registraties/importeren')
        .field({ kind: 'btp_control', source: 'team' })
        .attach('file', Buffer.from(file), 'lijst.csv')
        .expect(303);
      const text = await page(lead, headers.location!);
      expect(text.match(/Op deze datum liep er geen jaarplan/g)).toHaveLength(1);
      expect(text).toContain('“02-03-2025”');
    });

    it('in a closed year says that the report stays as it is', async () => {
      await academie.database.rows(`UPDATE targets.plan SET status = 'closed'`);
      const { body } = await lead
        .post('/api/v1/acts')
        .send(control('2026-02-02', 'A-3'))
        .expect(201);
      expect(await page(lead, `/registraties/${body.id}`)).toContain('Het jaar is afgesloten');
      await academie.database.rows(`UPDATE targets.plan SET status = 'adopted'`);
    });
  });

  describe('a norm of nothing', () => {
    it('is taken from nobody, on the page, over the API or in the database', async () => {
      const { id, version } = await ledger.target('T20');
      const form = { norm: '0', reason: 'niets', version: String(version) };
      const answer = await lead.post(`/doelen/${id}/norm`).type('form').send(form).expect(422);
      expect(answer.text).toContain('aria-invalid="true"');
      await lead
        .patch(`/api/v1/targets/${id}`)
        .set('if-match', `"${version}"`)
        .send({ norm: 0, reason: 'niets' })
        .expect(422);
      await expect(
        academie.database.rows('UPDATE targets.target SET norm = 0 WHERE id = $1', [id]),
      ).rejects.toThrow('target_norm_positive');
    });

    it('is shown as undetermined where all are meant and there are none, everywhere', async () => {
      const { id } = await ledger.target('T46');
      const { body } = await auditor.get(`/api/v1/targets/${id}`).expect(200);
      expect(body).toMatchObject({ value: null, norm: 0, status: 'no_norm', missing: 'norm' });
      for (const path of [
        `/doelen/${id}`,
        '/doelen?thema=alle',
        '/doelen/jaarverslag',
        '/doelen/vooruitblik',
        '/doelen/weekbericht',
      ]) {
        const text = await page(auditor, path);
        expect(text).not.toMatch(/NaN|Infinity|∞/);
        if (!path.endsWith('bericht')) expect(text).toContain('nbepaald');
      }
      expect(await page(auditor, `/doelen/${id}`)).toContain(
        'er is geen norm om mee te vergelijken',
      );
      await auditor.get(`/doelen/${id}/vooruitblik`).expect(200);
      await auditor.get('/doelen/jaarverslag.pdf').expect(200);
      await auditor.get('/doelen/jaarverslag.csv').expect(200);
    });
  });

  it('a baseline after the start is refused beside its field, and what was typed stays', async () => {
    const { id } = await ledger.target('T26');
    const form = { persons: '12', source: 'Opgave', asOf: '2026-01-01' };
    const { text } = await lead.post(`/doelen/${id}/nulstand`).type('form').send(form).expect(422);
    expect(words(text)).toContain(
      'De nulstand gaat over de tijd voor 1 januari 2026. Kies een dag daarvoor.',
    );
    expect(text).toContain('value="2026-01-01"');
    expect(await page(lead, `/doelen/${id}`)).toContain('De nulstand ontbreekt');
  });

  it('one person under two addresses in a list of colleagues gets one place', async () => {
    const person = await academie.given.person({ organisationId: here.id });
    await academie.database.rows(
      `INSERT INTO people.email_address (address, person_id, is_primary, verified_at)
       VALUES ('anders@thuis.example', $1, false, now())`,
      [person.id],
    );
    const course = await academie.given.course({ themeIds: [themeId] });
    const { id } = await academie.given.offering({ courseId: course.id });
    const path = `/api/v1/offerings/${id}/bulk-enrolments`;
    const rows = [{ email: person.email }, { email: 'anders@thuis.example' }];
    for (const dryRun of [true, false]) {
      const { body } = await coordinator.post(path).send({ rows, dryRun }).expect(201);
      expect(body.items.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        'enrolled',
        'rejected',
      ]);
      expect(body.items[1]).toMatchObject({ problem: 'twice' });
    }
    const seats = await academie.database.rows(
      `SELECT 1 FROM enrolment.enrolment WHERE offering_id = $1`,
      [id],
    );
    expect(seats).toHaveLength(1);
  });
});
