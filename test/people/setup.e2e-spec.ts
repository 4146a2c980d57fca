import {
  Commands,
  keepDemoApart,
  Mail,
  MailDelivery,
  readConfig,
  WrongDatabase,
} from '@academie/platform';

import { startAcademie } from '../support/academie';
import { MailServer } from '../support/mail-server';

/** One grey pixel. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

async function printed(work: () => Promise<void>): Promise<string> {
  let text = '';
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((part) => {
    text += String(part);
    return true;
  });
  const err = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    await work();
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
  return text;
}

describe('the first hour of an academie', () => {
  const academie = startAcademie();
  const invite = (address: string) =>
    printed(() => academie.app.get(Commands).get('admin:invite')!.run([address]));
  const set = async (page: string, values: object, status = 303) => {
    const admin = await academie.given.holder('administrator');
    return academie
      .as(admin)
      .post(`/beheer/inrichten/${page}`)
      .type('form')
      .send(values)
      .expect(status);
  };

  it('begins with a link that makes the first administrator, printed and mailed', async () => {
    const link = (await invite('anna.van.dam@stad.example')).trim();
    const path = new URL(link).pathname;
    const mail = await academie.database.first<{ body_text: string }>(
      `SELECT body_text FROM platform.outgoing_mail WHERE recipient = 'anna.van.dam@stad.example'`,
    );
    expect(mail!.body_text).toContain(link);
    const page = await academie.stranger.get(path).expect(200);
    expect(page.text).toContain('value="Van Dam"');

    const done = await academie.stranger
      .post(path)
      .type('form')
      .send({ givenName: 'Anna', familyName: 'van Dam', password: 'vier losse woorden' })
      .expect(303);

    expect(done.headers.location).toBe('/beheer/inrichten');
    const cookie = String(done.headers['set-cookie']).split(';')[0]!;
    const setup = await academie.stranger
      .get('/beheer/inrichten')
      .set('cookie', cookie)
      .expect(200);
    expect(setup.text).toContain('van 9 stappen klaar');
    await academie.stranger.get(path).expect(404);
  });

  it('makes somebody with an account administrator at once, and journals it without an actor', async () => {
    const person = await academie.given.person();

    expect(await invite(person.email)).toContain('is administrator from now on');

    await academie.as(person).get('/beheer/inrichten').expect(200);
    const line = await academie.database.first(
      `SELECT actor_id FROM platform.journal WHERE subject_id = $1 AND action = 'role.granted'`,
      [person.id],
    );
    expect(line).toEqual({ actor_id: null });
  });

  it('refuses what is no address', async () => {
    await expect(invite('anna')).rejects.toThrow('admin:invite <address>');
  });

  it('gives the academie its name on every page, with history and a line in the journal', async () => {
    await set('naam', { name: 'Zeeuwse academie', owner: 'Zeeland Veilig', slogan: '' });

    const home = await academie.stranger.get('/privacy').expect(200);
    expect(home.text).toContain('– Zeeuwse academie</title>');
    expect(home.text).toContain('Zeeland Veilig</p>');
    await set('naam', { name: 'Zeeuwse academie', owner: 'Zeeland Veilig', slogan: '' });
    const lines = await academie.database.rows(
      `SELECT data FROM platform.journal WHERE action = 'installation.changed'`,
    );
    expect(lines).toEqual([{ data: { settings: ['name', 'owner', 'slogan'] } }]);
  });

  it('keeps what was typed when something is wrong', async () => {
    const wrong = await set('adressen', { contactAddress: 'geen adres' }, 422);
    expect(wrong.text).toContain('value="geen adres"');
    expect(wrong.text).toContain('id="contactAddress-error"');
  });

  it('says its own addresses where people look for them', async () => {
    const addresses = {
      contactAddress: 'hulp@stad.example',
      privacyAddress: 'fg@stad.example',
      securityAddress: 'ciso@stad.example',
    };
    await set('adressen', addresses);
    await set('teksten', {
      signInText: '',
      privacyText: 'De gemeente verwerkt <dit>.',
      aboutText: 'Wij zijn met z’n <drieën>.\nBel gerust.',
    });

    const text = async (path: string) => (await academie.stranger.get(path).expect(200)).text;
    expect(await text('/toegankelijkheid')).toContain('mailto:hulp@stad.example');
    expect(await text('/privacy')).toContain('mailto:fg@stad.example');
    expect(await text('/privacy')).toContain('De gemeente verwerkt &lt;dit&gt;.');
    const about = await text('/over-de-academie');
    for (const address of Object.values(addresses)) expect(about).toContain(`mailto:${address}`);
    expect(about).toContain('<p>Wij zijn met z’n &lt;drieën&gt;.</p>\n<p>Bel gerust.</p>');
    expect(await text('/.well-known/security.txt')).toContain('Contact: mailto:ciso@stad.example');
  });

  it('shows a logo, and takes no other file for one', async () => {
    const admin = await academie.given.holder('administrator');
    const send = (file: Buffer) =>
      academie.as(admin).post('/beheer/inrichten/logo').attach('file', file, 'logo.png');
    await send(Buffer.from('<svg onload="alert(1)"/>')).expect(422);
    await send(Buffer.concat([PNG, Buffer.alloc(100_001)])).expect(422);

    await send(PNG).expect(303);

    const home = await academie.stranger.get('/privacy').expect(200);
    const [, src] = /class="wordmark__logo" src="([^"]+)"/.exec(home.text)!;
    const picture = await academie.stranger
      .get(src!)
      .expect(200)
      .expect('content-type', 'image/png');
    expect(picture.body).toEqual(PNG);
    await academie.as(admin).post('/beheer/inrichten/logo/weghalen').expect(303);
    await academie.stranger.get(src!).expect(404);
  });

  it('says that without a mail server no mail leaves', async () => {
    const page = await set('mail', {}, 201);
    expect(page.text).toContain('Er is geen mailserver ingesteld');
  });
});

describe('trying out mail', () => {
  const server = new MailServer();
  const academie = startAcademie({ config: { smtpUrl: 'smtp://127.0.0.1:0' } });

  afterAll(() => server.stop());

  it('tells what the mail server answered, and counts as done only when it took the mail', async () => {
    const admin = await academie.given.holder('administrator');
    academie.config.smtpUrl = 'smtp://127.0.0.1:1';
    const refused = await academie.as(admin).post('/beheer/inrichten/mail').expect(201);
    expect(refused.text).toContain('De proefmail is niet verstuurd');
    expect(refused.text).toContain('ECONNREFUSED');

    academie.config.smtpUrl = await server.start();
    const taken = await academie.as(admin).post('/beheer/inrichten/mail').expect(201);

    expect(taken.text).toContain('heeft de proefmail aangenomen');
    const steps = await academie.as(admin).get('/beheer/inrichten').expect(200);
    expect(steps.text).toContain('1 van 9 stappen klaar');
  });

  it('says that mail waits while no worker takes it, since a trial goes without one', async () => {
    const admin = academie.as(await academie.given.holder('administrator'));
    expect((await admin.get('/beheer/inrichten/mail')).text).not.toContain('Er wacht');
    const { clock } = academie;
    await academie.database.transaction((tx) =>
      academie.app.get(Mail).queue(tx, {
        dedupeKey: 'waits',
        template: 'attendance/certificate/mails/certificate-revoked',
        recipient: 'wie@example.org',
        subject: 'Wacht',
        context: {},
      }),
    );
    clock.set(new Date(clock.now().getTime() + 5 * 60_000));

    expect((await admin.get('/beheer/inrichten/mail')).text).toContain(
      'Er wacht al een tijd 1 mail',
    );
  });
});

describe('a database', () => {
  const academie = startAcademie();
  const start = (demo: boolean) =>
    keepDemoApart(
      (text, params) => academie.database.rows(text, params),
      { ...readConfig({ DATABASE_URL: 'postgres://x/y', ACADEMIE_DEMO: '1' }), demo },
      new Date(),
    );

  it('that held the demo never serves a real academie', async () => {
    await start(true);
    await start(true);
    await expect(start(false)).rejects.toThrow(WrongDatabase);
  });

  it('of a real academie never takes the demo', async () => {
    await academie.database.rows('DELETE FROM platform.installation_setting');
    await start(false);
    await expect(start(true)).rejects.toThrow('real academie');
  });
});

describe('the mail with a link that lets somebody in', () => {
  const server = new MailServer();
  const config = { smtpUrl: 'smtp://127.0.0.1:0' };
  beforeAll(async () => {
    config.smtpUrl = await server.start();
  });
  const academie = startAcademie({ config });
  afterAll(() => server.stop());

  it('is not kept once it has gone', async () => {
    const link = await printed(() =>
      academie.app.get(Commands).get('admin:invite')!.run(['eva@stad.example']),
    );
    await academie.app.get(MailDelivery).sendPending();

    const [row] = await academie.database.rows<{ body_text: string; body_html: string }>(
      'SELECT body_text, body_html FROM platform.outgoing_mail',
    );
    expect(server.received[0]!.raw.replace(/=\r\n/g, '')).toContain(link.trim().slice(-20));
    expect(row!.body_text + row!.body_html).not.toContain('/uitnodiging/');
    expect(row!.body_text).toContain('niet bewaard');
  });
});
