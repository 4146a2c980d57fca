import fs from 'node:fs';
import path from 'node:path';

import { ROOT } from '@academie/platform';

import { startAcademie, TUESDAY } from '../support/academie';

const picture = (name: string): Buffer =>
  fs.readFileSync(path.join(ROOT, 'libs/catalogue/demo/pictures', `${name}.webp`));

const HARBOUR = picture('haven-large');
const STREET = picture('straat-large');
const SMALL = picture('haven-small');
const SHIP = 'Een schip bij een kraan';

describe('the picture of a course', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let lead: { id: string };
  let sam: { id: string };

  beforeAll(async () => {
    academie.clock.set(TUESDAY);
    theme = await academie.given.theme('Drugs');
    lead = await academie.given.holder('theme_lead', theme.id);
    sam = await academie.given.person();
  });

  const give = (
    courseId: string,
    fields: Record<string, string>,
    file?: Buffer,
    person: { id: string } = lead,
  ) => {
    let request = academie.as(person).post(`/beheer/aanbod/${courseId}/afbeelding`);
    for (const [name, value] of Object.entries(fields)) request = request.field(name, value);
    return file ? request.attach('file', file, 'schip.jpg') : request.field('geen', '');
  };
  const ownCourse = (options: object = {}) =>
    academie.given.course({ themeIds: [theme.id], ...options });
  const withPicture = async (options: object = {}) => {
    const course = await ownCourse(options);
    await give(course.id, { alternative: SHIP }, HARBOUR).expect(303);
    return course;
  };
  const hrefOf = async (courseId: string, person = lead): Promise<string> => {
    const { body } = await academie.as(person).get(`/api/v1/courses/${courseId}`).expect(200);
    return body.picture.href;
  };

  it('is on its page and on its card, in the size that fits, for everybody and for good', async () => {
    const course = await withPicture({ title: 'Zicht op de haven' });
    const { body } = await academie.stranger.get(`/api/v1/courses/${course.id}`).expect(200);
    expect(body.picture).toMatchObject({ alternative: SHIP, width: 1600, height: 900 });

    const page = await academie.stranger.get(`/aanbod/${course.slug}`).expect(200);
    expect(page.text).toContain(`alt="${SHIP}"`);
    expect(page.text).toContain(`${body.picture.href} 1600w`);
    const cards = await academie.stranger.get('/aanbod?weergave=kaarten&q=haven').expect(200);
    expect(cards.text).toContain(`alt="${SHIP}"`);

    const sent = await academie.stranger.get(body.picture.href).expect(200);
    expect(sent.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const small = await academie.stranger.get(body.picture.href.replace('groot', 'klein'));
    expect(small.body.length).toBeLessThan(sent.body.length);
    await academie.stranger
      .get(body.picture.href)
      .set('if-none-match', sent.headers.etag!)
      .expect(304);
    await academie.stranger.get(body.picture.href.replace('groot', 'reus')).expect(404);
  });

  it('of a course without one is the sign of its theme', async () => {
    const course = await ownCourse();
    const page = await academie.stranger.get(`/aanbod/${course.slug}`).expect(200);
    expect(page.text).toContain('course-image--sign');
    const { body } = await academie.stranger.get(`/api/v1/courses/${course.id}`).expect(200);
    expect(body.picture).toBeNull();
  });

  it('says what can be seen on it, or that it is decoration', async () => {
    const course = await ownCourse();
    const without = await give(course.id, { alternative: ' ' }, HARBOUR).expect(422);
    expect(without.text).toContain('href="#alternative"');
    await give(course.id, { alternative: '', decorative: 'ja' }, HARBOUR).expect(303);
    const page = await academie.stranger.get(`/aanbod/${course.slug}`).expect(200);
    expect(page.text).toMatch(/class="course-image__picture"[^>]* alt=""/);
    // Only what is said of it: the picture stays.
    const before = await hrefOf(course.id);
    await give(course.id, { alternative: SHIP }).expect(303);
    expect(await hrefOf(course.id)).toBe(before);
  });

  it.each([
    ['no file at all', undefined, 'Kies een afbeelding.'],
    [
      'a page with the name of a picture',
      Buffer.from('<!doctype html><script>1</script>'),
      'JPG, PNG of WebP',
    ],
    ['a picture that is too small', SMALL, 'ten minste 800'],
    ['a broken picture', HARBOUR.subarray(0, 40), 'JPG, PNG of WebP'],
    ['a file that is too large', Buffer.alloc(10_000_001, HARBOUR), 'groter dan 10 MB'],
  ])('is not taken when it is %s, and the form keeps what was typed', async (_what, file, said) => {
    const course = await ownCourse();
    const { text } = await give(course.id, { alternative: SHIP }, file).expect(422);
    expect(text).toContain(said);
    expect(text).toContain('href="#file"');
    expect(text).toContain(`value="${SHIP}"`);
    const { body } = await academie.stranger.get(`/api/v1/courses/${course.id}`).expect(200);
    expect(body.picture).toBeNull();
  });

  it('is replaced and taken away, with its files', async () => {
    const files = async (): Promise<number> =>
      (await academie.database.first<{ count: number }>(
        'SELECT count(*)::int AS count FROM platform.stored_file',
      ))!.count;
    const before = await files();
    const course = await withPicture();
    const first = await hrefOf(course.id);
    await give(course.id, { alternative: 'Een winkelstraat' }, STREET).expect(303);
    expect(await files()).toBe(before + 3);
    await academie.stranger.get(first).expect(404);
    const second = await hrefOf(course.id);
    await academie.stranger.get(second).expect(200);
    const away = `/beheer/aanbod/${course.id}/afbeelding/weghalen`;
    await academie.as(lead).post(away).expect(303);
    await academie.as(lead).post(away).expect(303);
    await academie.stranger.get(second).expect(404);
    expect(await files()).toBe(before);
  });

  it('comes along when the course is copied, and stays when the first loses it', async () => {
    const course = await withPicture({ title: 'Een origineel' });
    const form = await academie.as(lead).get(`/beheer/aanbod/nieuw?van=${course.id}`).expect(200);
    expect(form.text).toContain(`name="copyOf" value="${course.id}"`);
    const made = await academie
      .as(lead)
      .post('/beheer/aanbod/nieuw')
      .type('form')
      .send({
        ...{ title: 'Een kopie', summary: 'Kort', kind: 'training', mode: 'online' },
        ...{ themeIds: theme.id, minAttendancePercent: '100', copyOf: course.id },
      })
      .expect(303);
    const copyId = made.headers.location!.split('/').at(-1)!;
    await academie.as(lead).post(`/beheer/aanbod/${course.id}/afbeelding/weghalen`).expect(303);
    await academie
      .as(lead)
      .get(await hrefOf(copyId))
      .expect(200);
    // A draft is for those who manage it, and so is its picture.
    await academie
      .as(sam)
      .get(await hrefOf(copyId))
      .expect(404);
  });

  it('of a confidential course is not there for who may not know of the course', async () => {
    const course = await withPicture({ confidential: true, admission: 'invited' });
    const href = await hrefOf(course.id);
    const { headers } = await academie.as(lead).get(href).expect(200);
    expect(headers['cache-control']).toContain('private');
    for (const who of [academie.stranger, academie.as(sam)]) {
      const refused = await who.get(href).expect(404);
      const unknown = await who.get(href.replace(course.slug, 'bestaat-niet')).expect(404);
      expect(refused.headers['cache-control']).toBe(unknown.headers['cache-control']);
    }
  });

  it('is given by who manages the course, and by nobody else', async () => {
    const course = await ownCourse();
    const other = await academie.given.theme('Jeugd');
    const elsewhere = await academie.given.holder('theme_lead', other.id);
    const administrator = await academie.given.holder('administrator');
    const town = await academie.given.municipality();
    const others = [
      sam,
      elsewhere,
      await academie.given.holder('coordinator', town.id),
      await academie.given.holder('trainer'),
      await academie.given.holder('auditor'),
    ];
    for (const person of others) {
      await give(course.id, { alternative: SHIP }, HARBOUR, person).expect(403);
      await academie.as(person).get(`/beheer/aanbod/${course.id}/afbeelding`).expect(403);
      await academie.as(person).post(`/beheer/aanbod/${course.id}/afbeelding/weghalen`).expect(403);
    }
    await give(course.id, { alternative: SHIP }, HARBOUR, administrator).expect(303);
  });
});
