import { type Config, MailDelivery, Tracing } from '@academie/platform';

import { startAcademie } from '../support/academie';
import { MailServer } from '../support/mail-server';
import { type ReceivedSpan, SpanCollector } from '../support/span-collector';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';

describe('what happens', () => {
  const collector = new SpanCollector();
  const post = new MailServer();
  const config: Partial<Config> = {};
  beforeAll(async () => {
    config.traces = { url: await collector.start(), service: 'academie', share: 1 };
    config.smtpUrl = await post.start();
  });
  const academie = startAcademie({ config });
  afterAll(() => Promise.all([collector.stop(), post.stop()]));

  beforeEach(() => {
    collector.received.length = 0;
  });

  const told = async (): Promise<ReceivedSpan[]> => {
    await academie.app.get(Tracing).flush();
    return collector.received;
  };
  const enrol = (person: { id: string }, offeringId: string, trace: string) =>
    academie
      .as(person)
      .post(`/api/v1/offerings/${offeringId}/enrolments`)
      .set('traceparent', `00-${trace}-${CALLER}-01`)
      .send({})
      .expect(201);

  it('is followed from a request to its line in the journal, the work after it and the mail', async () => {
    const sam = await academie.given.person({ name: 'Samira' });
    const course = await academie.given.course({ title: 'Weerbaar aan de balie' });
    const offering = await academie.given.offering({ courseId: course.id });
    await enrol(sam, offering.id, TRACE);
    await academie.runWorkers();
    await academie.app.get(MailDelivery).sendPending();
    const spans = (await told()).filter(({ traceId }) => traceId === TRACE);
    const one = (name: string): ReceivedSpan => {
      const [found, second] = spans.filter((span) => span.name === name);
      expect([name, found && !second]).toEqual([name, true]);
      return found!;
    };

    const request = one('POST /api/v1/offerings/:id/enrolments');
    expect(request.parentSpanId).toBe(CALLER);
    const statement = one('enrolment.enrol');
    expect(statement.parentSpanId).toBe(request.spanId);
    const line = await academie.database.first<{ traceparent: string }>(
      `SELECT traceparent FROM platform.journal WHERE action = 'enrolment.enrolled'`,
    );
    expect(line?.traceparent).toBe(`00-${TRACE}-${statement.spanId}-01`);
    const work = spans.filter(({ name }) => name.startsWith('journal enrolment.'));
    expect(work.map(({ parentSpanId }) => parentSpanId)).toEqual(work.map(() => statement.spanId));
    const mail = one('mail');
    expect(work.map(({ spanId }) => spanId)).toContain(mail.parentSpanId);
    expect(post.received).toHaveLength(1);
  });

  it('tells a collector no names, addresses or tokens', async () => {
    await academie.stranger.get('/aanmelden/geheim-van-een-adres?q=Samira');
    await told();

    expect(collector.raw).not.toMatch(/Samira|@test|@voorbeeld|geheim-van|Weerbaar/);
  });

  it('belongs to each who asked, when several were written together', async () => {
    const people = await Promise.all([1, 2, 3, 4, 5, 6].map(() => academie.given.person()));
    const course = await academie.given.course();
    const offering = await academie.given.offering({ courseId: course.id });
    await Promise.all(
      people.map((person, nth) => enrol(person, offering.id, TRACE.slice(0, -1) + String(nth))),
    );
    const spans = (await told()).filter(({ name }) => name === 'enrolment.enrol');

    const traces = spans.flatMap(({ traceId, links = [] }) => [
      traceId,
      ...links.map((link) => link.traceId),
    ]);
    expect([...new Set(traces)].sort()).toEqual(
      people.map((_, nth) => TRACE.slice(0, -1) + String(nth)),
    );
  });

  it('is a fault where it was one, said without its message', async () => {
    const broken = jest
      .spyOn(academie.database, 'transaction')
      .mockRejectedValueOnce(new TypeError('secret of Samira'));
    const tracing = academie.app.get(Tracing);
    const work = () => academie.database.transaction(async () => undefined);

    await expect(tracing.around('job test', { kind: 'internal' }, work)).rejects.toThrow();

    broken.mockRestore();
    const [span] = (await told()).filter(({ name }) => name === 'job test');
    expect(span?.status).toEqual({ code: 2, message: 'TypeError' });
  });
});

describe('without a collector', () => {
  const academie = startAcademie();

  it('nothing is told and no line knows of a span, whatever a visitor sends', async () => {
    const sam = await academie.given.person();
    const course = await academie.given.course();
    const offering = await academie.given.offering({ courseId: course.id });
    await academie
      .as(sam)
      .post(`/api/v1/offerings/${offering.id}/enrolments`)
      .set('traceparent', `00-${TRACE}-${CALLER}-01`)
      .send({})
      .expect(201);

    expect(
      await academie.database.rows('SELECT FROM platform.journal WHERE traceparent IS NOT NULL'),
    ).toEqual([]);
  });
});
