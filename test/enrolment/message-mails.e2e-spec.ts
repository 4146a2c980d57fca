import {
  type EventName,
  Jobs,
  Journal,
  JournalConsumers,
  type JournalEvent,
  JournalWorker,
  MailDelivery,
} from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';
import { withCrashingWorker } from '../support/worker-crash';
import { MailServer, type ReceivedMail } from '../support/mail-server';

interface QueuedMail {
  template: string;
  recipient: string;
  subject: string;
  body_text: string;
  body_html: string;
  calendar: string | null;
  calendar_method: string | null;
}

const unfold = (text: string) => text.replace(/\r\n /g, '');
const valueOf = (calendar: string | null, name: string) =>
  [...unfold(calendar ?? '').matchAll(new RegExp(`^${name}[;:](.*)$`, 'gm'))].map(([, v]) =>
    v!.trim(),
  );

describe('mails about enrolments', () => {
  const academie = startAcademie();
  const enrol = async (person: { id: string }, offeringId: string): Promise<string> =>
    (await academie.as(person).post(`/api/v1/offerings/${offeringId}/enrolments`).expect(201)).body
      .id;
  const cancel = (person: { id: string }, id: string, body: object = {}) =>
    academie.as(person).post(`/api/v1/enrolments/${id}/cancellation`).send(body).expect(200);
  const mailsTo = (person: { id: string }) =>
    academie.database.rows<QueuedMail>(
      'SELECT * FROM platform.outgoing_mail WHERE recipient_person_id = $1 ORDER BY created_at, id',
      [person.id],
    );
  const last = async (person: { id: string }) => (await mailsTo(person)).at(-1)!;
  const announce = async (action: EventName, subjectId: string, data: object, reason?: string) => {
    await academie.database.transaction((tx) =>
      academie.app
        .get(Journal)
        .record(tx, { action, subjectId, reason, data: data as Record<string, unknown> }),
    );
    await academie.runWorkers();
  };

  beforeEach(() => academie.clock.set(TUESDAY));

  it('confirm a place, with the appointment for the calendar', async () => {
    const course = await academie.given.course({ title: 'Bibob & co' });
    const offering = await academie.given.offering({ courseId: course.id });
    const sam = await academie.given.person({ name: 'Sam' });
    const seat = await enrol(sam, offering.id);
    await academie.runWorkers();

    const [mail, ...others] = await mailsTo(sam);

    expect(others).toEqual([]);
    expect(mail).toMatchObject({
      recipient: sam.email,
      subject: 'Ingeschreven: Bibob & co',
      calendar_method: 'REQUEST',
    });
    expect(mail!.body_text).toContain('U bent ingeschreven voor Bibob & co.');
    expect(mail!.body_text).toContain('dinsdag 10 maart 2026, 09.30–11.30\u00a0uur');
    expect(mail!.body_html).toContain('Bibob &amp; co');
    for (const text of [mail!.body_text, mail!.body_html, mail!.calendar!.replace(/\r\n /g, '')])
      expect(text).toContain(`${academie.config.publicUrl}/mijn/inschrijvingen/${seat}`);
    expect(mail!.body_html).not.toMatch(/style=|<img|<script/);
    expect(valueOf(mail!.calendar, 'DTSTART')).toEqual(['20260310T083000Z']);
    expect(valueOf(mail!.calendar, 'SEQUENCE')).toEqual(['0']);
  });

  it('hold one appointment per session, each an object of its own', async () => {
    const offering = await academie.given.offering({
      startsAt: new Date('2026-03-24T09:30:00+01:00'),
      sessions: 2,
    });
    const sam = await academie.given.person();
    await enrol(sam, offering.id);
    await academie.runWorkers();

    const { calendar, body_text } = await last(sam);
    const objects = calendar!.split(/(?<=END:VCALENDAR\r\n)/);

    expect(objects).toHaveLength(2);
    expect(new Set(valueOf(calendar, 'UID')).size).toBe(2);
    for (const object of objects) expect(object.match(/BEGIN:VEVENT/g)).toHaveLength(1);
    // Between the two the clock goes forward; in UTC they are a week apart to the second.
    expect(valueOf(calendar, 'DTSTART')).toEqual(['20260324T083000Z', '20260331T083000Z']);
    expect(body_text).toContain('dinsdag 24 maart 2026, 09.30–11.30\u00a0uur');
    expect(body_text).toContain('dinsdag 31 maart 2026, 10.30–12.30\u00a0uur');
  });

  it('keep the UID and raise the SEQUENCE through cancelling, coming back and moving', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    const seat = await enrol(sam, offering.id);
    await academie.runWorkers();
    await cancel(sam, seat);
    await academie.runWorkers();
    await enrol(sam, offering.id);
    await academie.runWorkers();
    const moved = { offeringId: offering.id, sequence: 1 };
    await academie.database.rows(
      `UPDATE catalogue.session SET sequence = 1, starts_at = '2026-03-11T09:30:00+01:00',
         ends_at = '2026-03-11T11:30:00+01:00' WHERE id = $1`,
      [offering.sessionIds[0]],
    );
    await announce('session.moved', offering.sessionIds[0]!, moved);
    await announce('session.moved', offering.sessionIds[0]!, moved);

    const mails = await mailsTo(sam);

    expect(mails.map(({ calendar_method }) => calendar_method)).toEqual([
      'REQUEST',
      'CANCEL',
      'REQUEST',
      'REQUEST',
    ]);
    expect(mails.flatMap(({ calendar }) => valueOf(calendar, 'SEQUENCE'))).toEqual([
      '0',
      '1',
      '2',
      '3',
    ]);
    expect(new Set(mails.flatMap(({ calendar }) => valueOf(calendar, 'UID'))).size).toBe(1);
    expect(mails.at(-1)!.body_text).toContain('woensdag 11 maart 2026, 09.30–11.30\u00a0uur');
  });

  it('say the place on the waiting list, and later that there is a seat', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    const seat = await enrol(sam!, offering.id);
    await enrol(kim!, offering.id);
    await academie.runWorkers();
    await cancel(sam!, seat, { reason: 'Ziek' });
    await academie.runWorkers();

    const [waiting, promoted, ...others] = await mailsTo(kim!);

    expect(others).toEqual([]);
    expect(waiting).toMatchObject({ calendar: null });
    expect(waiting!.body_text).toContain('op plaats 1.');
    expect(promoted).toMatchObject({ calendar_method: 'REQUEST' });
    expect((await last(sam!)).body_text).toContain('Reden: Ziek');
  });

  it('tell everybody once that an offering is off, with the reason', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    await enrol(sam!, offering.id);
    await enrol(kim!, offering.id);
    await academie.runWorkers();
    await academie.database.rows(
      `UPDATE catalogue.offering SET status = 'cancelled', cancelled_at = $2, cancel_reason = 'x' WHERE id = $1`,
      [offering.id, academie.clock.now()],
    );
    await announce('offering.cancelled', offering.id, {}, 'De trainer is ziek');
    await announce('offering.cancelled', offering.id, {}, 'De trainer is ziek');

    for (const person of [sam!, kim!]) {
      const mails = await mailsTo(person);
      expect(mails).toHaveLength(2);
      expect(mails[1]!.body_text).toContain('Reden: De trainer is ziek');
    }
    expect(await last(sam!)).toMatchObject({ calendar_method: 'CANCEL' });
    expect(await last(kim!)).toMatchObject({ calendar: null });
  });

  it('send no confirmation of what was cancelled before the mail could go', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    await cancel(sam, await enrol(sam, offering.id));
    await academie.runWorkers();

    const mails = await mailsTo(sam);

    expect(mails.map(({ template }) => template)).toEqual(['enrolment/cancelled']);
    expect(mails[0]).toMatchObject({ calendar: null });
  });

  it('close the waiting list when it has begun, and say so', async () => {
    const offering = await academie.given.offering({ capacity: 1 });
    const [sam, kim] = await academie.given.people('Sam', 'Kim');
    await enrol(sam!, offering.id);
    await enrol(kim!, offering.id);
    await academie.runWorkers();
    academie.clock.set('2026-03-10T09:30:00+01:00');
    await academie.app.get(Jobs).run('enrolment.end-waiting-lists');
    await academie.app.get(Jobs).run('enrolment.end-waiting-lists');
    await academie.runWorkers();

    expect(await mailsTo(kim!)).toHaveLength(2);
    expect((await last(kim!)).template).toBe('enrolment/not-placed');
    expect(await mailsTo(sam!)).toHaveLength(1);
  });
});

describe('the post', () => {
  const post = new MailServer();
  const config: { smtpUrl?: string } = {};
  beforeAll(async () => {
    config.smtpUrl = await post.start();
  });
  const academie = startAcademie({ config });
  afterAll(() => post.stop());

  const twice = (mails: ReceivedMail[]) => mails.length - new Set(mails.map(({ to }) => to)).size;

  it('brings every mail once, with two workers, also when one dies half-way', async () => {
    const offering = await academie.given.offering({ capacity: 30, sessions: 2 });
    const people = await academie.given.people(...Array.from({ length: 30 }, (_, n) => `Sam${n}`));
    for (const person of people)
      await academie.as(person).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    await withCrashingWorker(academie, post, 10, (worker) =>
      worker === academie.app
        ? academie.runWorkers()
        : worker
            .get(JournalWorker)
            .handlePending()
            .catch(() => 0),
    );
    academie.clock.set(new Date(TUESDAY.getTime() + 3_600_000));
    await academie.app.get(MailDelivery).sendPending();

    expect(post.received).toHaveLength(30);
    expect(twice(post.received)).toBe(0);
    expect(post.received.map(({ to }) => to).sort()).toEqual(
      people.map(({ email }) => email).sort(),
    );
    const { raw } = post.received[0]!;
    expect(raw).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(raw).toContain('filename=sessie-2.ics');
  });

  it('says of all mail that a machine wrote it, so that no absence notice answers', async () => {
    post.received.length = 0;
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    await academie.runWorkers();
    await academie.app.get(MailDelivery).sendPending();

    const [{ raw }] = post.received as [ReceivedMail];
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(raw).toMatch(/^X-Auto-Response-Suppress: .*OOF.*AutoReply\r?$/m);
  });

  it('has a mail once when the worker dies between writing it and saying so', async () => {
    const offering = await academie.given.offering();
    const sam = await academie.given.person();
    post.before = async () => undefined;
    post.received.length = 0;
    await academie.as(sam).post(`/api/v1/offerings/${offering.id}/enrolments`).expect(201);
    // Everything the consumer did is undone with its transaction, as after a kill.
    const [line] = await academie.database.rows<{ id: string; action: string }>(
      `SELECT id, action, subject_id AS "subjectId", data FROM platform.journal
        WHERE action = 'enrolment.enrolled' AND data->>'personId' = $1`,
      [sam.id],
    );
    const died = academie.database.transaction(async (tx) => {
      const event = { ...line, reason: null, onBehalfOf: null } as unknown as JournalEvent;
      await academie.app.get(JournalConsumers).get('enrolment.mails')!.handle(tx, [event]);
      throw new Error('killed');
    });
    await expect(died).rejects.toThrow('killed');
    await academie.runWorkers();
    await academie.runWorkers();
    await academie.app.get(MailDelivery).sendPending();
    await academie.app.get(MailDelivery).sendPending();

    expect(post.received.map(({ to }) => to)).toEqual([sam.email]);
  });
});
