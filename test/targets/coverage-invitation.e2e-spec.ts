import { startAcademie, type Visitor } from '../support/academie';
import { GivenLedger } from './given-ledger';

describe('inviting the coordinator of a municipality that is missing', () => {
  const academie = startAcademie({ seed: 'reference' });
  const ledger = new GivenLedger(academie);
  let leadId: string;
  let lead: Visitor;
  let otherLead: Visitor;
  let admin: Visitor;
  let target: { id: string };
  const places: Record<string, string> = {};

  const words = (html: string) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  const pathOf = (place: string) => `/doelen/${target.id}/uitnodigen/${places[place]}`;
  const mails = () =>
    academie.database.rows<{ recipient: string; subject: string; body_text: string }>(
      `SELECT recipient, subject, body_text FROM platform.outgoing_mail
        WHERE template = 'targets/coverage-invitation' ORDER BY recipient`,
    );
  const send = (visitor: Visitor, place: string, body: object = {}) =>
    visitor.post(pathOf(place)).type('form').send(body);

  beforeAll(async () => {
    const found = await academie.database.rows<{ id: string; name: string }>(
      `SELECT id, short_name AS name FROM people.organisation WHERE kind = 'municipality'`,
    );
    for (const { id, name } of found) places[name] = id;
    const [drugs, cyber] = [
      await academie.given.theme('Proef A'),
      await academie.given.theme('Proef B'),
    ];
    leadId = (await academie.given.holder('theme_lead', drugs.id, { name: 'Noor' })).id;
    lead = academie.as({ id: leadId });
    otherLead = academie.as(await academie.given.holder('theme_lead', cyber.id));
    admin = academie.as(await academie.given.holder('administrator'));
    await academie.given.holder('coordinator', places.Opmeer, { email: 'ans@opmeer.example' });
    await academie.given.holder('coordinator', places.Opmeer, { email: 'bas@opmeer.example' });
    await academie.given.holder('coordinator', places.Hoorn, { email: 'cor@hoorn.example' });
    await academie.given.holder('coordinator', places.Texel, { email: 'dik@texel.example' });
    await ledger.plan(
      [drugs.slug],
      [
        {
          code: 'X09',
          title: 'Voorlichting in elke gemeente',
          rule: {
            type: 'coverage',
            reference: 'municipality',
            by: [
              { evidence: 'act', actKinds: ['menu_item'], statuses: ['delivered'] },
              { evidence: 'attendance', tags: ['a'] },
            ],
          },
          unit: 'municipalities',
          operator: 'all',
          norm: 32,
        },
        {
          code: 'X20',
          rule: { type: 'act_count', count: 'quantity', actKinds: ['btp_control'] },
          unit: 'controls',
          norm: 9,
          measures: [
            {
              code: 'municipalities',
              label: 'Gemeenten waar gecontroleerd is',
              rule: {
                type: 'coverage',
                reference: 'municipality',
                by: [{ evidence: 'act', actKinds: ['btp_control'] }],
              },
            },
          ],
        },
      ],
    );
    const course = await academie.given.course({ title: 'Drugsafval herkennen', tags: ['a'] });
    await academie.given.offering({ courseId: course.id });
    await ledger.act({
      kind: 'menu_item',
      subkind: 'speedmobiel',
      status: 'delivered',
      occurredOn: '2026-02-02',
      organisationIds: [places.Texel!],
    });
    await academie.runWorkers();
    target = await ledger.target('X09');
  });

  beforeEach(() => academie.clock.set('2026-03-03T09:00:00+01:00'));

  it('is one press away from the map, the list and the matrix, for who may', async () => {
    const page = (await lead.get(`/doelen/${target.id}`).expect(200)).text;
    // From the tile and from the list.
    expect(page.split(`href="${pathOf('Opmeer')}"`)).toHaveLength(3);
    expect(page).not.toContain(pathOf('Texel'));
    const matrix = (await lead.get('/doelen/dekking').expect(200)).text;
    expect(matrix).toContain(pathOf('Opmeer'));
    expect(matrix).not.toContain(pathOf('Texel'));
    for (const path of [`/doelen/${target.id}`, '/doelen/dekking'])
      expect((await otherLead.get(path).expect(200)).text).not.toContain('/uitnodigen/');
  });

  it('shows the mail before it goes', async () => {
    const text = words((await lead.get(pathOf('Opmeer')).expect(200)).text);

    expect(text).toContain('(ans@opmeer.example)');
    expect(text).toContain('(bas@opmeer.example)');
    expect(text).toContain('Opmeer telt nog niet mee voor het doel');
    expect(text).toContain('De belofte van X09.');
    expect(text).toContain('Drugsafval herkennen , 10 maart 2026');
    expect(text).toContain('Leg het dan vast als “Voorlichting van de menukaart”');
    expect(await mails()).toEqual([]);
  });

  it('goes to every coordinator, once, and is written down without a name', async () => {
    const done = await send(lead, 'Opmeer').expect(303);
    expect(done.headers.location).toContain(`/doelen/${target.id}`);

    const sent = await mails();
    expect(sent.map(({ recipient }) => recipient)).toEqual([
      'ans@opmeer.example',
      'bas@opmeer.example',
    ]);
    expect(sent[0]!.subject).toBe('Opmeer telt nog niet mee: Voorlichting in elke gemeente');
    expect(sent[0]!.body_text).toContain('Noor de Tester vraagt u om daar iets aan te doen.');
    const line = await academie.database.first<{ actor_id: string; data: object }>(
      `SELECT actor_id, data FROM platform.journal WHERE action = 'coverage.invited'`,
    );
    expect(line).toEqual({
      actor_id: leadId,
      data: { code: 'X09', measure: 'value', organisationId: places.Opmeer, coordinators: 2 },
    });
    const page = words((await lead.get(`/doelen/${target.id}`)).text);
    expect(page).toContain('uitgenodigd op 3 maart 2026');
    expect(words((await lead.get('/doelen/dekking')).text)).toContain('uitgenodigd op 3 mrt');
  });

  it('asks again within a week, and no longer after it', async () => {
    await send(lead, 'Hoorn').expect(303);
    academie.clock.set('2026-03-10T08:59:00+01:00');
    const before = (await mails()).length;
    const again = words((await lead.get(pathOf('Hoorn')).expect(200)).text);
    expect(again).toContain('Al uitgenodigd op 3 maart 2026');
    expect(again).toContain('Toch opnieuw uitnodigen');
    // From a page that was opened before.
    const refused = await send(lead, 'Hoorn').expect(422);
    expect(words(refused.text)).toContain('De coördinator is al uitgenodigd op 3 maart 2026.');
    expect(await mails()).toHaveLength(before);
    await send(lead, 'Hoorn', { again: 'ja' }).expect(303);
    expect(await mails()).toHaveLength(before + 1);
    academie.clock.set('2026-03-18T09:00:00+01:00');
    expect(words((await lead.get(pathOf('Hoorn'))).text)).toContain('De vorige uitnodiging was op');
    await send(lead, 'Hoorn').expect(303);
  });

  it('happens once when two press at the same moment', async () => {
    await academie.given.holder('coordinator', places.Schagen, { email: 'eef@schagen.example' });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, nr) => send(nr % 2 ? lead : admin, 'Schagen')),
    );

    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422, 422, 422]);
    expect((await mails()).filter(({ recipient }) => recipient.includes('schagen'))).toHaveLength(
      1,
    );
  });

  it('says that there is no coordinator, and where one is appointed', async () => {
    const page = await admin.get(pathOf('Alkmaar')).expect(200);
    expect(words(page.text)).toContain('Van Alkmaar is geen coördinator bekend.');
    expect(page.text).toContain('href="/beheer/personen"');
    const forLead = await lead.get(pathOf('Alkmaar')).expect(200);
    expect(words(forLead.text)).toContain(
      'Een beheerder van de academie kan een coördinator aanwijzen.',
    );
    await send(lead, 'Alkmaar').expect(422);
  });

  it('is refused for who counts already, for another theme and for nonsense', async () => {
    await send(lead, 'Texel').expect(409);
    await lead.get(pathOf('Texel')).expect(409);
    await otherLead.get(pathOf('Opmeer')).expect(403);
    await send(otherLead, 'Opmeer', { again: 'ja' }).expect(403);
    await lead.get(`/doelen/${target.id}/uitnodigen/${target.id}`).expect(404);
    await lead.get(`/doelen/${target.id}/uitnodigen/niets`).expect(404);
    await lead.get(`${pathOf('Opmeer')}?telling=bestaat-niet`).expect(404);
    await academie
      .as(await academie.given.person())
      .get(pathOf('Opmeer'))
      .expect(403);
  });

  it('goes for a number beside the value too, and over the API', async () => {
    const controls = await ledger.target('X20');
    const path = `/doelen/${controls.id}/uitnodigen/${places.Opmeer}?telling=municipalities`;
    expect((await lead.get(`/doelen/${controls.id}`)).text).toContain(path.replace('=', '&#x3D;'));
    const text = words((await lead.get(path).expect(200)).text);
    expect(text).toContain('voor het doel “Gemeenten waar gecontroleerd is”');

    const api = `/api/v1/targets/${controls.id}`;
    const body = { organisationId: places.Opmeer, measure: 'municipalities' };
    expect((await lead.post(`${api}/coverage-invitations`).send(body).expect(201)).body).toEqual({
      invited: 2,
    });
    await lead.post(`${api}/coverage-invitations`).send(body).expect(409);
    await lead
      .post(`${api}/coverage-invitations`)
      .send({ ...body, again: true })
      .expect(201);
    const { body: coverage } = await lead.get(`${api}/coverage`).expect(200);
    const rows: { organisationId: string; invitedAt: string | null }[] = coverage.organisations;
    expect(rows.find(({ organisationId }) => organisationId === places.Opmeer)!.invitedAt).toBe(
      '2026-03-03T08:00:00.000Z',
    );
    expect(rows.filter(({ invitedAt }) => invitedAt)).toHaveLength(1);
  });
});
