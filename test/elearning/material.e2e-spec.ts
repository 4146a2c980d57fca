import fs from 'node:fs';
import path from 'node:path';

import { newId } from '@academie/platform';

import { MaterialService } from '../../libs/elearning/material/material.service';
import { startAcademie, type Visitor } from '../support/academie';
import { givenContent, publishVersion } from './given-content';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const MP4 = Buffer.concat([
  Buffer.from('000000206674797069736f6d0000020069736f6d69736f32617663316d703431', 'hex'),
  Buffer.alloc(5000, 7),
]);
const VTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.000\nHallo\n');
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');

describe('a file in a lesson', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let author: Visitor;

  beforeAll(async () => {
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  /** Every file below the folder of the store. */
  const onDisk = (): string[] => {
    const folder = academie.config.filesFolder;
    if (!fs.existsSync(folder)) return [];
    return (
      fs
        .readdirSync(folder, { recursive: true, encoding: 'utf8' })
        // What is seen may be gone before it is looked at.
        .filter((file) => fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile())
    );
  };
  /** What is left of what came in; it goes when the answer has gone. */
  const leftOver = async (): Promise<string[]> => {
    const left = (): string[] => onDisk().filter((file) => file.startsWith('incoming'));
    for (let wait = 0; wait < 50 && left().length > 0; wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return left();
  };
  const drafted = async () => {
    const { id } = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const key = newId();
    const content = await givenContent(academie, [{ key }], { courseId: id });
    await author.post(`/beheer/aanbod/${id}/lessen/concept`).expect(303);
    return { ...content, address: `/beheer/aanbod/${id}/lessen/les/${key}`, key };
  };
  const fileOf = async (key: string): Promise<string> => {
    const row = await academie.database.first<{ id: string }>(
      `SELECT b.value -> 'body' ->> 'fileId' AS id FROM elearning.lesson s
         CROSS JOIN jsonb_array_elements(s.blocks) b
        WHERE s.key = $1 AND b.value -> 'body' ? 'fileId'`,
      [key],
    );
    return row!.id;
  };
  const picture = (address: string, content = PNG, name = 'kaart.png') =>
    author
      .post(`${address}/blokken/nieuw?soort=picture`)
      .field('alt', 'Een kaart')
      .attach('upload', content, name);
  const learner = async (offeringId: string) => {
    const person = await academie.given.person();
    await academie.given.enrolled(offeringId, [person]);
    return academie.as(person);
  };

  it('is uploaded by its author, seen by who has a place, and by nobody else', async () => {
    const { address, key, offeringId } = await drafted();
    await picture(address).expect(303);
    const file = `/leren/bestanden/${await fileOf(key)}/inhoud`;
    const preview = await author.get(address.replace('/les/', '/voorbeeld/')).expect(200);
    expect(preview.text).toContain(`src="${file}" alt="Een kaart"`);

    const reader = await learner(offeringId);
    const { body, headers } = await reader.get(file).expect(200);
    expect(Buffer.compare(body as Buffer, PNG)).toBe(0);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining('sandbox') as string,
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=3600',
    });
    await reader.get(file).set('if-none-match', headers.etag!).expect(304);
    const others = [
      await academie.given.person(),
      await academie.given.holder('theme_lead', (await academie.given.theme()).id),
    ];
    for (const person of others) await academie.as(person).get(file).expect(404);
    await academie.stranger.get(file).expect(303);
    const waiting = await academie.given.person();
    await academie.given.enrolled(offeringId, [waiting], 'waitlisted');
    await academie.as(waiting).get(file).expect(404);
  });

  it('of a film is sent in the parts that a player asks for, with captions and transcript', async () => {
    const { address, key, offeringId } = await drafted();
    await author
      .post(`${address}/blokken/nieuw?soort=video`)
      .field('title', 'Uitleg')
      .field('transcript', 'Hallo allemaal.')
      .attach('upload', MP4, 'film.mp4')
      .attach('captions', VTT, 'film.vtt')
      .expect(303);
    const page = await author.get(address.replace('/les/', '/voorbeeld/')).expect(200);
    expect(page.text).toContain('<track kind="captions"');
    expect(page.text).toContain('Hallo allemaal.');
    const file = `/leren/bestanden/${await fileOf(key)}/inhoud`;
    const reader = await learner(offeringId);

    const part = await reader.get(file).set('range', 'bytes=32-131').expect(206);
    expect(part.headers['content-range']).toBe(`bytes 32-131/${MP4.length}`);
    expect((part.body as Buffer).length).toBe(100);
    await reader.get(file).set('range', `bytes=${MP4.length}-`).expect(416);
  });

  it.each([
    ['a script in a picture', SVG, 'plaatje.png'],
    ['a page that calls itself a picture', Buffer.from('<html><script>1</script>'), 'x.png'],
    ['a film that calls itself a picture', MP4, 'x.png'],
    ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'x.png'],
  ])('is refused when it is %s, and leaves no trace', async (_what, content, name) => {
    const { address } = await drafted();
    await leftOver();
    const before = onDisk();

    const page = await picture(address, content, name).expect(422);

    expect(page.text).toContain('Dit bestand is van een soort die hier niet kan');
    expect(page.text).toContain('value="Een kaart"');
    const rows = await academie.database.rows(
      'SELECT 1 FROM platform.stored_file WHERE name = $1',
      [name],
    );
    expect(rows).toEqual([]);
    expect(await leftOver()).toEqual([]);
    expect(onDisk()).toEqual(before);
  });

  it('is refused when it is too large, and when there is none', async () => {
    const { address } = await drafted();
    const large = await picture(address, Buffer.concat([PNG, Buffer.alloc(10_000_001)])).expect(
      422,
    );
    expect(large.text).toContain('Dit bestand is groter dan 10 MB.');
    const none = await author
      .post(`${address}/blokken/nieuw?soort=picture`)
      .field('alt', 'Een kaart')
      .expect(422);
    expect(none.text).toContain('Kies een bestand.');
  });

  it('is handed over as a download when it is no picture, whatever it is called', async () => {
    const { address, key, offeringId } = await drafted();
    await author
      .post(`${address}/blokken/nieuw?soort=file`)
      .field('title', 'Lijst')
      .attach('upload', Buffer.from('<script>alert(1)</script>'), 'mijn (lijst).html')
      .expect(303);

    const { headers } = await (
      await learner(offeringId)
    )
      .get(`/leren/bestanden/${await fileOf(key)}/inhoud`)
      .expect(200);
    expect(headers['content-type']).toBe('application/octet-stream');
    expect(headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''mijn%20%28lijst%29.html`,
    );
  });

  it('lies on the disk once, and goes when no lesson has used it for thirty days', async () => {
    const { address, key, courseId } = await drafted();
    const unique = Buffer.concat([PNG, Buffer.from(newId())]);
    await picture(address, unique).expect(303);
    await picture(address, unique).expect(303);
    const service = academie.app.get(MaterialService);
    const start = academie.clock.now();
    const bytes = onDisk().length;
    academie.clock.set(new Date(start.getTime() + 40 * 86_400_000));
    expect(await service.removeUnused()).toBe(0);

    await author.post(`/beheer/aanbod/${courseId}/lessen/weggooien`).expect(303);
    await publishVersion(academie, courseId, [{ key }]);

    expect(await service.removeUnused()).toBeGreaterThanOrEqual(2);
    expect(onDisk().length).toBeLessThan(bytes);
    academie.clock.set(start);
  });

  it('is not taken in from somebody who does not manage the course', async () => {
    const { address } = await drafted();
    const other = academie.as(await academie.given.person());
    await other
      .post(`${address}/blokken/nieuw?soort=picture`)
      .field('alt', 'x')
      .attach('upload', PNG, 'x.png')
      .expect(403);
    const lead = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    await academie
      .as(lead)
      .post(`${address}/blokken/nieuw?soort=picture`)
      .field('alt', 'x')
      .attach('upload', PNG, 'x.png')
      .expect(403);
    expect(await leftOver()).toEqual([]);
  });

  it('of a film has captions, unless nobody speaks in it', async () => {
    const { address } = await drafted();
    const film = () =>
      author
        .post(`${address}/blokken/nieuw?soort=video`)
        .field('title', 'Uitleg')
        .field('transcript', 'Hallo allemaal.')
        .attach('upload', MP4, 'film.mp4');
    const none = await film().expect(422);
    expect(none.text).toContain('Voeg ondertitels toe, of vink aan dat er niet wordt gesproken.');
    expect(none.text).toContain('Er is al een bestand.');
    const other = await film().attach(
      'captions',
      Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nHallo'),
      'film.srt',
    );
    expect(other.status).toBe(422);
    expect(other.text).toContain('een .srt kan hier niet.');
    await film().field('isSilent', 'ja').expect(303);
  });
});
