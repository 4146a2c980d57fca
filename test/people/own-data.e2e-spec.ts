import { startAcademie } from '../support/academie';

/** The rights of people to what is kept of them (GDPR, articles 15, 17 and 20). */
describe('own data', () => {
  const academie = startAcademie();

  it('are to be taken along: from all libs, without secrets, and of nobody else', async () => {
    const { given } = academie;
    const haarlem = await given.municipality('Haarlem');
    const [other] = await given.people('Iemand');
    const person = await given.person({
      name: 'Eigenwijs',
      organisationId: haarlem.id,
      functions: ['ciso'],
    });
    const offering = await given.offering();
    const [mine, theirs] = await given.enrolled(offering.id, [person, other!]);
    const answer = await academie.as(person).get('/account/gegevens.json').expect(200);

    expect(answer.headers['content-disposition']).toContain('mijn-gegevens.json');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({
      person: { id: person.id, given_name: 'Eigenwijs' },
      addresses: [{ address: person.email }],
      work: [{ organisation: 'Haarlem', functions: ['ciso'] }],
      records: { 'enrolment.enrolment': [{ id: mine, offering_id: offering.id }] },
    });
    expect(answer.text).not.toContain(theirs);
    expect(answer.text).not.toContain(other!.id);
    expect(answer.text).not.toMatch(/argon2|"hash"|token/);
  });

  it('are to be read', async () => {
    const person = await academie.given.person({ name: 'Leesbaar' });
    await academie.given.enrolled((await academie.given.offering()).id, [person]);
    const { text } = await academie.as(person).get('/account/gegevens').expect(200);

    expect(text).toContain('Leesbaar de Tester');
    expect(text).toContain(person.email);
    expect(text).toContain('1 inschrijving');
  });

  it('go when an administrator says so: the request arrives by mail and on a page, once', async () => {
    const administrator = await academie.given.holder('administrator');
    const person = await academie.given.person({ name: 'Vertrekker' });
    const ask = () =>
      academie
        .as(person)
        .post('/account/gegevens/verwijderen')
        .type('form')
        .send({ reason: 'Ik ben met pensioen' });
    await ask().expect(303);
    await ask().expect(303);

    const mails = await academie.database.rows(
      `SELECT 1 FROM platform.outgoing_mail
        WHERE template = 'people/erasure-requested' AND recipient_person_id = $1`,
      [administrator.id],
    );
    expect(mails).toHaveLength(1);
    const page = await academie.as(administrator).get('/beheer/verwijderverzoeken').expect(200);
    expect(page.text).toContain('Vertrekker de Tester');
    expect(page.text).toContain('Ik ben met pensioen');
    expect(page.text).toContain(`/beheer/personen/${person.id}/verwijderen`);
    expect((await academie.as(person).get('/account/gegevens')).text).toContain(
      'Een beheerder beslist binnen een maand',
    );
  });

  it('stay with a reason that the person reads', async () => {
    const administrator = await academie.given.holder('administrator');
    const person = await academie.given.person();
    await academie
      .as(person)
      .post('/account/gegevens/verwijderen')
      .type('form')
      .send({})
      .expect(303);
    const { id } = (await academie.database.first<{ id: string }>(
      'SELECT id FROM people.erasure_request WHERE person_id = $1',
      [person.id],
    ))!;
    const refuse = (answer: string) =>
      academie
        .as(administrator)
        .post(`/beheer/verwijderverzoeken/${id}/afwijzen`)
        .type('form')
        .send({ answer });
    await refuse(' ').expect(422);
    await refuse('De Archiefwet schrijft dit voor.').expect(303);
    await refuse('Nog eens').expect(404);

    expect((await academie.as(person).get('/account/gegevens')).text).toContain(
      'De Archiefwet schrijft dit voor.',
    );
    const line = await academie.database.first(
      `SELECT actor_id, reason FROM platform.journal
        WHERE action = 'erasure.refused' AND subject_id = $1`,
      [person.id],
    );
    expect(line).toEqual({
      actor_id: administrator.id,
      reason: 'De Archiefwet schrijft dit voor.',
    });
  });
});
