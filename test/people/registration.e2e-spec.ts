import { Jobs } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { cookiesOf, mailTo } from '../support/account';

const PASSWORD = 'tractor bloemkool regenjas';

describe('whoever has no account', () => {
  const academie = startAcademie();
  let count = 0;
  beforeEach(() => academie.clock.set(TUESDAY));

  const ask = (email: string) =>
    academie.stranger.post('/account-maken').type('form').send({ email }).expect(303);
  const linkOf = async (email: string) => {
    await ask(email);
    return (await mailTo(academie, email))!.path;
  };
  const send = (path: string, form: object) =>
    academie.stranger
      .post(path)
      .type('form')
      .send({ givenName: 'Lot', familyName: 'Vos', ...form });
  const town = async () => {
    const { id, name } = await academie.given.municipality();
    const row = await academie.database.first<{ domain: string }>(
      'SELECT mail_domain::text AS domain FROM people.organisation WHERE id = $1',
      [id],
    );
    return { id, name, email: `lot${++count}@${row!.domain}` };
  };

  it('makes one with an address of an organisation, and works there', async () => {
    const { name, email } = await town();
    const path = await linkOf(email);
    expect((await academie.stranger.get(path).expect(200)).text).toContain(name);

    const done = await send(path, { password: PASSWORD }).expect(303);

    const page = await academie.stranger
      .get('/account')
      .set('cookie', cookiesOf(done.headers))
      .expect(200);
    expect(page.text).toContain('Lot Vos');
    expect(page.text).toContain(name);
    await send(path, { password: PASSWORD }).expect(404);
    await academie.stranger
      .post('/inloggen')
      .set('cookie', cookiesOf(done.headers))
      .type('form')
      .send({ email, password: PASSWORD })
      .expect(303);
    expect((await mailTo(academie, email))!.template).toBe('people/registration-link');
  });

  it('comes back to the course that it was about, in the same browser and nowhere else', async () => {
    const signIn = await academie.stranger.get('/inloggen?naar=/aanbod/bibob').expect(200);
    const [, href] = /href="(\/account-maken[^"]*)"/.exec(signIn.text) ?? [];
    const start = await academie.stranger.get(href!.replaceAll('&#x3D;', '=')).expect(200);
    expect(start.text).toContain('name="next" value="/aanbod/bibob"');
    const register = async (next: string, cookie: (answer: Record<string, unknown>) => string) => {
      const { email } = await town();
      const asked = await academie.stranger
        .post('/account-maken')
        .type('form')
        .send({ email, next })
        .expect(303);
      const { path } = (await mailTo(academie, email))!;
      const done = await send(path, { password: PASSWORD })
        .set('cookie', cookie(asked.headers))
        .expect(303);
      return done.headers.location;
    };

    expect(await register('/aanbod/bibob', cookiesOf)).toBe('/aanbod/bibob');
    expect(await register('/aanbod/bibob', () => '')).toBe('/mijn');
    for (const elsewhere of ['//kwaad.example', 'https://kwaad.example', '/\\kwaad.example', '/'])
      expect(await register(elsewhere, cookiesOf)).toBe('/mijn');
    expect(await register('/', () => 'terug=https://kwaad.example')).toBe('/mijn');
  });

  it('cannot choose an organisation that the address is not of', async () => {
    const { email } = await town();
    const other = await town();
    const path = await linkOf(email);
    await send(path, { password: PASSWORD, organisationId: other.id }).expect(422);
  });

  it('is answered alike when there is one already, and told by mail', async () => {
    const person = await academie.given.person();
    const [known, unknown] = [await ask(person.email), await ask((await town()).email)];
    expect(known.headers['set-cookie']).toEqual(unknown.headers['set-cookie']);
    const mail = await mailTo(academie, person.email);
    expect(mail!.text).toContain('al een account');
    expect(mail!.path).toBe('/inloggen');
  });

  it('gets the invitation anew when one waits', async () => {
    const { id, email } = await town();
    const coordinator = await academie.given.holder('coordinator', id);
    const offering = await academie.given.offering();
    await academie
      .as(coordinator)
      .post(`/api/v1/offerings/${offering.id}/bulk-enrolments`)
      .send({ csv: `Lot Vos <${email}>` })
      .expect(201);

    expect(await linkOf(email)).toContain('/uitnodiging/');
  });

  it('types no address of a page for a name', async () => {
    const { email } = await town();
    const path = await linkOf(email);
    const wrong = await send(path, { givenName: 'Ga naar evil.example', password: PASSWORD });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('id="givenName-error"');
  });

  describe('and an address of no organisation', () => {
    const requested = async () => {
      const { id, name } = await town();
      const coordinator = await academie.given.holder('coordinator', id);
      const email = `lot${++count}@elders.example`;
      const path = await linkOf(email);
      await send(path, { organisationId: id, remark: 'Ik ben stagiair.' }).expect(303);
      return { coordinator, email, name, path };
    };
    const hrefOf = async (coordinator: { id: string }, verb: string) => {
      const page = await academie.as(coordinator).get('/organisatie/aanmeldingen').expect(200);
      expect(page.text).toContain('Ik ben stagiair.');
      return new RegExp(`action="([^"]+/${verb})"`).exec(page.text)![1]!;
    };

    it('asks the coordinator, who accepts; then an invitation is mailed', async () => {
      const { coordinator, email, name, path } = await requested();
      expect((await mailTo(academie, coordinator.email))!.text).toContain('Lot Vos');
      await send(path, { organisationId: 'x' }).expect(404);
      const accept = await hrefOf(coordinator, 'aannemen');
      const other = await academie.given.holder('coordinator', (await town()).id);
      await academie.as(other).post(accept).expect(404);
      expect((await academie.as(other).get('/organisatie/aanmeldingen')).text).not.toContain(email);

      await academie.as(coordinator).post(accept).expect(303);

      const invitation = await mailTo(academie, email);
      const done = await send(invitation!.path, { password: PASSWORD }).expect(303);
      const page = await academie.stranger.get('/account').set('cookie', cookiesOf(done.headers));
      expect(page.text).toContain(name);
      await academie.as(coordinator).post(accept).expect(303);
      const actions = await academie.database.rows(
        `SELECT action FROM platform.journal WHERE action LIKE 'account-request%' AND actor_id = $1`,
        [coordinator.id],
      );
      expect(actions).toEqual([{ action: 'account-request.accepted' }]);
    });

    it('is refused with a reason, which is mailed', async () => {
      const { coordinator, email } = await requested();
      const refuse = await hrefOf(coordinator, 'weigeren');
      const say = (reason: string) =>
        academie.as(coordinator).post(refuse).type('form').send({ reason }).expect(303);
      await say('');
      await hrefOf(coordinator, 'weigeren');
      await say('Wij kennen u niet.');

      expect((await mailTo(academie, email))!.text).toContain('Wij kennen u niet.');
    });

    it('is forgotten after ninety days, decided on or not', async () => {
      await requested();
      const left = () => academie.database.rows('SELECT FROM people.account_request');
      academie.clock.set(new Date(TUESDAY.getTime() + 89 * 86_400_000));
      await academie.app.get(Jobs).run('people.forget');
      expect((await left()).length).toBeGreaterThan(0);
      academie.clock.set(new Date(TUESDAY.getTime() + 91 * 86_400_000));
      await academie.app.get(Jobs).run('people.forget');
      expect(await left()).toEqual([]);
    });

    it('goes to the administrators when the organisation has no coordinator', async () => {
      const admin = await academie.given.holder('administrator');
      const { id } = await town();
      const path = await linkOf(`lot${++count}@elders.example`);
      await send(path, { organisationId: id }).expect(303);
      expect((await mailTo(academie, admin.email))!.text).toContain('/organisatie/aanmeldingen');
    });
  });
});
