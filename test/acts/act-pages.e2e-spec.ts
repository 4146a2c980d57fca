import { startAcademie, type Visitor } from '../support/academie';

describe('the pages of acts', () => {
  const academie = startAcademie({ seed: 'reference' });
  const organisation = async (code: string): Promise<string> =>
    (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.organisation WHERE code = $1',
      [code],
    ))!.id;
  const administrator = async (): Promise<Visitor> =>
    academie.as(await academie.given.holder('administrator'));
  const control = async (reference: string) => ({
    kind: 'btp_control',
    occurredOn: '2026-03-02',
    organisation: await organisation('haarlem'),
    team: 'kennemerland',
    subkind: 'hotel',
    quantity: '2',
    reference,
  });
  const send = (visitor: Visitor, body: object) =>
    visitor.post('/registraties').type('form').send(body);

  it('ask a coordinator of one municipality for nothing that is known', async () => {
    const coordinator = academie.as(
      await academie.given.holder('coordinator', await organisation('haarlem')),
    );

    const { text } = await coordinator.get('/registraties/nieuw?soort=btp_control').expect(200);

    expect(text).toContain('value="2026-03-03"');
    expect(text).toMatch(/<option value="[^"]+" selected>Haarlem<\/option>/);
    expect(text).not.toContain('Velsen');
    expect(text).not.toContain('name="status"');
    expect(text).not.toContain('<script>');
  });

  it('keep day, municipality and team for the next one, and the kind for the next time', async () => {
    const admin = await administrator();

    const saved = await send(admin, { ...(await control('P-1')), next: '1' }).expect(303);

    expect(saved.headers.location).toMatch(/soort=btp_control&datum=2026-03-02&gemeente=/);
    const next = await admin.get(saved.headers.location!).expect(200);
    expect(next.text).toContain('value="2026-03-02"');
    expect(next.text).toMatch(/value="kennemerland" selected/);
    expect(next.text).not.toContain('P-1');
    const cookies = (saved.headers['set-cookie'] as unknown as string[]).join();
    expect(cookies).toContain('registratie_soort=btp_control');
    await admin.get('/registraties/nieuw').expect(303).expect('location', '/registraties/soorten');
  });

  it('say beside the field what is wrong and keep what was typed', async () => {
    const admin = await administrator();
    const wrong = { occurredOn: '31-02-2026', reference: 'met spatie', quantity: 'twee' };

    const { text } = await send(admin, { ...(await control('P-2')), ...wrong }).expect(422);
    const rest = await send(admin, {
      ...(await control('P-2')),
      ...wrong,
      quantity: '0',
    }).expect(422);

    expect(text).toContain('Vul een heel getal in.');
    expect(text).toContain('value="met spatie"');
    expect(rest.text).toContain('Deze datum bestaat niet.');
    expect(rest.text).toContain('Vul een getal in van 1 tot en met 25.');
    expect(rest.text).toContain('value="31-02-2026"');
  });

  it('point at the act that is there already', async () => {
    const admin = await administrator();
    const saved = await send(admin, await control('P-3')).expect(303);

    const { text } = await send(admin, await control('P-3')).expect(422);

    expect(text).toContain('Dit eigen nummer is op 02-03-2026 al gebruikt.');
    expect(text).toContain(`href="${saved.headers.location!}"`);
  });

  it('survive any form', async () => {
    const admin = await administrator();

    await send(admin, { ...(await control('P-4')), reference: 'x'.repeat(900_000) }).expect(413);
    await send(admin, { ...(await control('P-4')), reference: 'x'.repeat(60_000) }).expect(422);
    await send(admin, { ...(await control('P-4')), reference: 'A\u0000B' }).expect(422);
    await send(admin, { ...(await control('P-4')), organisation: 'haarlem' }).expect(422);
    await send(admin, { ...(await control('P-4')), kind: 'moord' }).expect(403);
    await send(admin, { kind: 'btp_control', 'flags.__proto__.x': 'ja', 'team.x': '1' }).expect(
      422,
    );
    await admin
      .post('/registraties')
      .type('form')
      .send(`kind=btp_control&reference=${'x'.repeat(5_000_000)}`)
      .expect(413);
  });

  it('find, filter, sort and add up', async () => {
    const admin = await administrator();
    await send(admin, { ...(await control('ZOEK-1')), occurredOn: '2025-11-05' }).expect(303);
    await send(admin, { ...(await control('ZOEK-2')), quantity: '3' }).expect(303);
    const list = async (query: string) =>
      (await admin.get(`/registraties?${query}`).expect(200)).text;

    expect(await list('q=zoek-')).toContain('2 registraties, samen 5 keer');
    expect(await list('q=zoek-&maand=2025-11')).toContain('1 registratie, samen 2 keer');
    expect(await list('q=zoek-&soort=menu_item')).toContain('Niets gevonden');
    expect(await list('q=%25&soort=btp_control')).toContain('Niets gevonden');
    const ascending = await list('q=zoek-&sorteer=datum&volgorde=op');
    expect(ascending.indexOf('ZOEK-1')).toBeLessThan(ascending.indexOf('ZOEK-2'));
    expect(ascending).toContain('aria-sort="ascending"');
  });

  it('do not stumble over an address somebody made up', async () => {
    const admin = await administrator();
    const addresses = [
      'q=%00&soort=%00&gemeente=nee&maand=2026-13&pagina=-1',
      'pagina=99999999999&sorteer=drop&volgorde=neer&betrouwbaar=Z',
      'q[]=a&q[]=b&soort=__proto__&ingetrokken=constructor',
      'q=%F0%9F%98%80%ED%A0%80',
    ];
    for (const query of addresses) await admin.get(`/registraties?${query}`).expect(200);
    await admin.get('/registraties/nee').expect(404);
    await admin.get('/api/v1/acts?kind=%00').expect(422);
    await admin.get('/api/v1/acts?from=2026-02-31').expect(422);
    await admin.get('/api/v1/acts?after=WyJhIiwiYiJd').expect(422);
  });

  it('count the controls by team and month', async () => {
    const admin = await administrator();
    await send(admin, { ...(await control('T-1')), quantity: '25' }).expect(303);

    const { text } = await admin.get('/registraties').expect(200);

    expect(text).toMatch(/BTP-controle in 2026: \d+/);
    expect(text).toContain('Per maand');
  });

  it('correct and retract after a question, and show what happened', async () => {
    const admin = await administrator();
    const saved = await send(admin, await control('P-9')).expect(303);
    const first = saved.headers.location!;
    const form = await admin.get(`${first}/corrigeren`).expect(200);
    const corrected = await admin
      .post(`${first}/corrigeren`)
      .type('form')
      .send({ ...(await control('P-9')), quantity: '4' })
      .expect(303);
    const second = corrected.headers.location!;
    await admin.post(`${second}/intrekken`).type('form').send({}).expect(422);
    await admin.post(`${second}/intrekken`).type('form').send({ reason: 'mistake' }).expect(303);
    const page = await admin.get(second).expect(200);

    expect(form.text).toContain('value="P-9"');
    expect(page.text).toContain('Deze registratie is ingetrokken en telt niet mee');
    expect(page.text).toContain('Het is een vergissing');
    expect((await admin.get(first).expect(200)).text).toContain(`href="${second}"`);
    await admin.get(`${second}/intrekken`).expect(403);
    await admin.post(`${second}/intrekken`).type('form').send({ reason: 'other' }).expect(422);
  });

  it('leave as a CSV that Dutch Excel opens and that runs nothing', async () => {
    const admin = await administrator();
    await send(admin, await control('-2/3')).expect(303);

    const { text, headers } = await admin.get('/registraties/export.csv?q=-2/3').expect(200);

    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text.startsWith('\uFEFFDatum;Soort;')).toBe(true);
    expect(text).toContain(";'-2/3;");
    expect(text.trimEnd().split('\r\n')).toHaveLength(2);
  });

  it('cost a fixed number of statements, however long the list', async () => {
    const admin = await administrator();
    for (let nth = 0; nth < 30; nth += 1) await send(admin, await control(`N-${nth}`)).expect(303);

    // The first request also asks who is signed in; what follows knows it for a while.
    await admin.get('/registraties?q=N-1').expect(200);
    const one = await academie.queriesOf(() => admin.get('/registraties?q=N-1').expect(200));
    const many = await academie.queriesOf(() => admin.get('/registraties?q=N-').expect(200));

    expect(many).toBe(one);
    expect(many).toBeLessThanOrEqual(6);
  });
});
