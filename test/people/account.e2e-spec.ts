import { hashPassword, SessionService } from '@academie/people';

import { startAcademie, TUESDAY } from '../support/academie';
import { cookiesOf, mailTo, withPassword } from '../support/account';

const OLD = 'een oud en lang wachtwoord';
const NEW = 'tractor bloemkool regenjas';

describe('the own account', () => {
  const academie = startAcademie();
  let hash: string;
  let count = 0;
  beforeAll(async () => {
    hash = await hashPassword(OLD);
  });
  beforeEach(() => academie.clock.set(TUESDAY));

  const somebody = async () => {
    const organisation = await academie.given.municipality();
    const person = await academie.given.person({
      organisationId: organisation.id,
      functions: ['ciso'],
    });
    await withPassword(academie, person, hash);
    return { ...person, organisation };
  };
  const signIn = async (email: string, more: object = {}, userAgent = 'curl') => {
    const answer = await academie.stranger
      .post('/inloggen')
      .set('user-agent', userAgent)
      .type('form')
      .send({ email, password: OLD, ...more })
      .expect(303);
    return answer;
  };
  const post = (person: { id: string }, path: string, form: object = {}) =>
    academie.as(person).post(`/account${path}`).type('form').send(form);

  it('shows name, addresses, work, roles and where one is signed in', async () => {
    const person = await somebody();
    await signIn(person.email, {}, FIREFOX);

    const page = await academie.as(person).get('/account').expect(200);

    for (const text of [person.name, person.email, person.organisation.name, 'ciso', 'Deelnemer'])
      expect(page.text).toContain(text);
    expect(page.text).toContain('Firefox, Windows');
    expect(page.text).toContain('Dit apparaat');
  });

  it('changes the name, which is mailed and journalled', async () => {
    const person = await somebody();
    await post(person, '/naam', { givenName: 'Noor', familyName: 'de Wit' }).expect(303);
    await post(person, '/naam', { givenName: '', familyName: 'de Wit' }).expect(422);
    for (const familyName of ['zie evil.example', 'win € 100', '<b>'])
      await post(person, '/naam', { givenName: 'Noor', familyName }).expect(422);

    expect((await academie.as(person).get('/account')).text).toContain('Noor de Wit');
    expect((await mailTo(academie, person.email))!.text).toContain('De naam van uw account');
    const lines = await academie.database.rows(
      `SELECT reason FROM platform.journal WHERE subject_id = $1 AND action = 'person.renamed'`,
      [person.id],
    );
    expect(lines).toEqual([{ reason: 'gewijzigd door de persoon zelf' }]);
  });

  it.each(['J.P.', 'Anne-Wil', 'D’Arcy', "O'Neill", 'Çağla', 'van der Berg jr.'])(
    'takes a name as people have it: %s',
    async (familyName) => {
      const person = await somebody();
      await post(person, '/naam', { givenName: 'Noor', familyName }).expect(303);
    },
  );

  it('changes the password only with the one of now, and ends all other sessions', async () => {
    const person = await somebody();
    const elsewhere = cookiesOf((await signIn(person.email)).headers);
    await post(person, '/wachtwoord', {
      currentPassword: 'niet mijn wachtwoord',
      password: NEW,
    }).expect(422);

    const done = await post(person, '/wachtwoord', { currentPassword: OLD, password: NEW }).expect(
      303,
    );

    const mine = (cookie: string) => academie.stranger.get('/mijn').set('cookie', cookie);
    await mine(elsewhere).expect(303);
    await academie.as(person).get('/mijn').expect(303);
    await mine(cookiesOf(done.headers)).expect(200);
  });

  it('keeps no password of a form that was sent after the session had ended', async () => {
    const person = await somebody();
    await academie.database.rows('DELETE FROM people.web_session WHERE person_id = $1', [
      person.id,
    ]);
    const secret = 'dit is nergens bewaard';
    const sent = await academie.stranger
      .post('/account/wachtwoord')
      .set('sec-fetch-site', 'same-origin')
      .type('form')
      .send({ currentPassword: secret, password: secret })
      .expect(303);
    const cookie = cookiesOf(sent.headers);
    const kept = decodeURIComponent(/naar=(.+)$/.exec(sent.headers.location!)![1]!);
    const signedIn = await signIn(person.email);
    const page = await academie.stranger
      .get(kept)
      .set('cookie', `${cookie}; ${cookiesOf(signedIn.headers)}`)
      .expect(200);
    expect(page.text).not.toContain(secret);
  });

  it('slows down who tries passwords in an open browser', async () => {
    const person = await somebody();
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1)
      statuses.push(
        (await post(person, '/wachtwoord', { currentPassword: `mis ${i}`, password: NEW })).status,
      );
    expect(statuses.at(-1)).toBe(429);
  });

  it('ends one session, and all others', async () => {
    const person = await somebody();
    const [one, two] = [await signIn(person.email), await signIn(person.email)].map(({ headers }) =>
      cookiesOf(headers),
    );
    const page = await academie.as(person).get('/account');
    const [, end] = /action="(\/account\/sessies\/[0-9a-f-]{36}\/beeindigen)"/.exec(page.text)!;
    const other = await somebody();
    await academie.as(other).post(end!).expect(303);
    const open = async () =>
      (
        await Promise.all(
          [one!, two!].map((cookie) => academie.stranger.get('/mijn').set('cookie', cookie)),
        )
      ).filter(({ status }) => status === 200).length;
    expect(await open()).toBe(2);

    await academie.as(person).post(end!).expect(303);
    expect(await open()).toBe(1);
    await post(person, '/sessies/andere/beeindigen').expect(303);

    expect(await open()).toBe(0);
    await academie.as(person).get('/account').expect(200);
  });

  describe('gets another address', () => {
    const wanted = () => `nieuw${++count}@elders.example`;

    it('when the link in a mail to it was followed, by the same person', async () => {
      const person = await somebody();
      const email = wanted();
      await post(person, '/adressen/toevoegen', { email }).expect(303);
      const { path } = (await mailTo(academie, email))!;
      const other = await somebody();
      await academie.as(other).get(path).expect(404);
      await academie.stranger.get(path).expect(303);
      expect((await academie.as(person).get(path).expect(200)).text).toContain(email);

      await academie.as(person).post(path).expect(303);

      await signIn(email);
      await post(person, '/adressen/hoofdadres', { address: email }).expect(303);
      expect((await mailTo(academie, person.email))!.text).toContain('ander e-mailadres');
      await post(person, '/adressen/weghalen', { address: email }).expect(303);
      await post(person, '/adressen/weghalen', { address: person.email }).expect(303);
      const left = await academie.database.rows(
        'SELECT address::text, is_primary FROM people.email_address WHERE person_id = $1',
        [person.id],
      );
      expect(left).toEqual([{ address: email, is_primary: true }]);
    });

    it('but never that of somebody else, who is told', async () => {
      const [person, other] = [await somebody(), await somebody()];
      const known = await post(person, '/adressen/toevoegen', {
        email: other.email,
      });
      const unknown = await post(person, '/adressen/toevoegen', {
        email: wanted(),
      });
      expect(known.headers.location).toBe(unknown.headers.location);
      expect(known.headers['set-cookie']).toEqual(unknown.headers['set-cookie']);

      const mail = await mailTo(academie, other.email);
      expect(mail!.text).toContain('al een account');
      expect(mail!.text).not.toContain('/bevestigen/');
    });

    it('of nobody who makes somebody else primary or removes it', async () => {
      const [person, other] = [await somebody(), await somebody()];
      await post(person, '/adressen/hoofdadres', { address: other.email }).expect(303);
      await post(person, '/adressen/weghalen', { address: other.email }).expect(303);
      const kept = await academie.database.first(
        'SELECT person_id FROM people.email_address WHERE address = $1',
        [other.email],
      );
      expect(kept).toEqual({ person_id: other.id });
    });
  });

  describe('stays signed in', () => {
    const daysLater = (days: number) => {
      academie.clock.set(new Date(TUESDAY.getTime() + days * 86_400_000));
      // A process believes for five seconds what it knows of a session, and here these are days.
      academie.app.get(SessionService).forget();
    };
    const open = async (cookie: string) =>
      (await academie.stranger.get('/mijn').set('cookie', cookie)).status === 200;

    it('for thirty days on a device of which the owner says so, and a working day elsewhere', async () => {
      const person = await somebody();
      const stays = await signIn(person.email, { stays: 'ja' });
      const forgotten = await signIn(person.email, { stays: 'ja' });
      const usual = await signIn(person.email);
      expect(String(stays.headers['set-cookie'])).toContain('Max-Age=2592000');

      daysLater(1);
      expect(await open(cookiesOf(usual.headers))).toBe(false);
      daysLater(29);
      expect(await open(cookiesOf(stays.headers))).toBe(true);
      daysLater(31);
      expect(await open(cookiesOf(forgotten.headers))).toBe(false);
    });
  });

  it('is told of a device that is new, once', async () => {
    const person = await somebody();
    const first = await signIn(person.email, {}, FIREFOX);
    expect((await mailTo(academie, person.email))!.text).toContain('Firefox, Windows');
    await academie.stranger
      .post('/inloggen')
      .set('cookie', cookiesOf(first.headers))
      .set('user-agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')
      .type('form')
      .send({ email: person.email, password: OLD })
      .expect(303);
    const mails = await academie.database.rows(
      `SELECT FROM platform.outgoing_mail WHERE recipient = $1`,
      [person.email],
    );
    expect(mails).toHaveLength(1);
  });

  it('is told of a role', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await somebody();
    await academie
      .as(admin)
      .post(`/beheer/personen/${person.id}/rollen`)
      .type('form')
      .send({ role: 'coordinator', scopeId: person.organisation.id })
      .expect(303);
    const mail = await mailTo(academie, person.email);
    expect(mail!.text).toContain(`U bent nu Coördinator`);
    expect(mail!.text).toContain(person.organisation.name);
  });

  it('is closed at once when an administrator blocks it, keys too, and opens again', async () => {
    const admin = await academie.given.holder('administrator');
    const person = await somebody();
    const path = `/beheer/personen/${person.id}`;
    const block = (reason: string) =>
      academie.as(admin).post(`${path}/blokkeren`).type('form').send({ reason });
    await academie.as(person).get('/mijn').expect(200);
    await block('').expect(303);
    await academie.as(person).get('/mijn').expect(200);

    await block('uit dienst').expect(303);

    await academie.as(person).get('/mijn').expect(303);
    await academie.stranger
      .post('/inloggen')
      .type('form')
      .send({ email: person.email, password: OLD })
      .expect(422);
    expect((await mailTo(academie, person.email))!.text).toContain('uit dienst');
    expect((await academie.as(admin).get(path)).text).toContain('uit dienst');
    await academie.as(admin).post(`${path}/deblokkeren`).expect(303);
    await signIn(person.email);
    await academie
      .as(admin)
      .post(`/api/v1/persons/${admin.id}/blocking`)
      .send({ reason: 'x' })
      .expect(409);
  });
});

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0';
