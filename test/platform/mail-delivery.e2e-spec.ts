import { Clock, Mail, MailDelivery, Tracing } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { MailServer } from '../support/mail-server';

const DAY_MS = 24 * 3_600_000;

describe('mail on its way out', () => {
  const post = new MailServer();
  const academie = startAcademie();
  let deliver: () => Promise<number>;

  beforeAll(async () => {
    const smtpUrl = await post.start();
    deliver = deliveryTo(smtpUrl);
  });
  beforeEach(async () => {
    await academie.database.rows('DELETE FROM platform.outgoing_mail');
    post.received.length = 0;
    post.before = async () => undefined;
  });

  const deliveries: MailDelivery[] = [];
  // The server waits for whoever still holds a line to it.
  afterAll(async () => {
    await Promise.all(deliveries.map((one) => one.beforeApplicationShutdown()));
    await post.stop();
  });
  const deliveryTo = (smtpUrl: string): (() => Promise<number>) => {
    const checks = { shouldSend: () => Promise.resolve(true) };
    const made = new MailDelivery(
      academie.database,
      academie.app.get(Clock),
      checks as never,
      academie.app.get(Tracing),
      { ...academie.config, smtpUrl },
    );
    deliveries.push(made);
    return () => made.sendPending();
  };
  const queue = (key: string): Promise<boolean> =>
    academie.database.transaction((tx) =>
      academie.app.get(Mail).queue(tx, {
        dedupeKey: key,
        template: 'attendance/certificate/mails/certificate-revoked',
        recipient: 'wie@example.org',
        subject: key,
        context: {},
      }),
    );
  const states = (): Promise<{ sent: boolean; failed: boolean; attempts: number }[]> =>
    academie.database.rows(
      `SELECT sent_at IS NOT NULL AS sent, failed_at IS NOT NULL AS failed, attempts
         FROM platform.outgoing_mail ORDER BY created_at, id`,
    );
  const later = (ms: number): void =>
    academie.clock.set(new Date(academie.clock.now().getTime() + ms));

  it('holds nothing in the database while the mail server thinks', async () => {
    await queue('thinks');
    let open: unknown[] = [];
    post.before = async () => {
      open = await academie.database.rows(
        `SELECT pid FROM pg_stat_activity
          WHERE datname = current_database() AND state LIKE 'idle in transaction%'`,
      );
      await academie.database.rows('SELECT FROM platform.outgoing_mail FOR UPDATE NOWAIT');
    };

    await deliver();

    expect(open).toEqual([]);
    expect(await states()).toEqual([{ sent: true, failed: false, attempts: 0 }]);
  });

  it('loses nothing when the mail server is away for a day', async () => {
    await queue('away');
    const away = deliveryTo('smtp://127.0.0.1:1');
    for (let hours = 0; hours < 24; hours += 1) {
      await away();
      later(3_600_000);
    }
    expect((await states())[0]).toMatchObject({ sent: false, failed: false });
    await deliver();
    expect((await states())[0]).toMatchObject({ sent: true });
    expect(post.received).toHaveLength(1);
  });

  it('does not ask a server that is away for each of the mails that wait', async () => {
    for (const key of ['one', 'two', 'three']) await queue(key);
    await deliveryTo('smtp://127.0.0.1:1')();
    expect((await states()).map(({ attempts }) => attempts).sort()).toEqual([0, 0, 1]);
  });

  it('gives up at once on an address that is refused for good, and after five days on one put off', async () => {
    await queue('refused');
    post.before = () =>
      Promise.reject(Object.assign(new Error('no such box'), { responseCode: 550 }));
    await deliver();
    expect(await states()).toEqual([{ sent: false, failed: true, attempts: 1 }]);

    await queue('busy');
    post.before = () => Promise.reject(Object.assign(new Error('busy'), { responseCode: 451 }));
    await deliver();
    expect((await states())[1]).toMatchObject({ failed: false, attempts: 1 });
    later(5 * DAY_MS + 1);
    await deliver();
    expect((await states())[1]).toMatchObject({ failed: true });
  });

  it('is not sent by a second worker while the first has it, and is when that one never comes back', async () => {
    await queue('taken');
    let second = -1;
    post.before = async () => {
      if (second < 0) second = await deliver();
    };
    await deliveryTo(post.url)();
    expect(second).toBe(0);
    expect(post.received).toHaveLength(1);

    await academie.database.rows('UPDATE platform.outgoing_mail SET sent_at = NULL');
    later(60_000);
    await deliver();
    expect(post.received).toHaveLength(1);
    later(120_000);
    await deliver();
    expect(post.received).toHaveLength(2);
    const ids = post.received.map(({ raw }) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);
    expect(ids[0]).toBe(ids[1]);
  });
});
