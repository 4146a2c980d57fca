import { fromBufferPromise } from 'yauzl';

import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { type GivenContent, givenContent, question, TEST, TEXT } from './given-content';
import { GivenPlayer } from './given-player';
import { GivenUnit } from './given-unit';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const HOSTILE = `Les "één" ]]> & <b>'x'</b> ../../etc/pässwd \u{1F600} \u0007`;

describe('a course that is taken along', () => {
  const academie = startAcademie();
  const player = new GivenPlayer(academie);
  let theme: { id: string };
  let author: Visitor;

  beforeAll(async () => {
    await player.begin();
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
  });

  const written = async (
    lessons: Parameters<typeof givenContent>[1],
    rule = 'all',
  ): Promise<GivenContent> => {
    const { id: courseId } = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    return givenContent(academie, lessons, { courseId, rule });
  };
  const address = ({ courseId }: GivenContent): string =>
    `/beheer/aanbod/${courseId}/lessen/meenemen`;
  const taken = async (course: GivenContent, format = 'scorm12'): Promise<Buffer> => {
    const { body, headers } = await author
      .post(address(course))
      .type('form')
      .send({ format })
      .buffer(true)
      .parse((res, done) => {
        const parts: Buffer[] = [];
        res.on('data', (part: Buffer) => parts.push(part));
        res.on('end', () => done(null, Buffer.concat(parts)));
      })
      .expect(200);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="[a-z0-9-]+\.(?:zip|pdf)"$/,
    );
    return body as Buffer;
  };
  const filesIn = async (zip: Buffer): Promise<Map<string, Buffer>> => {
    const files = new Map<string, Buffer>();
    const opened = await fromBufferPromise(zip, { lazyEntries: true });
    for await (const entry of opened.eachEntry()) {
      const parts: Buffer[] = [];
      const stream = await opened.openReadStreamPromise(entry);
      for await (const part of stream as AsyncIterable<Buffer>) parts.push(part);
      files.set(entry.fileName, Buffer.concat(parts));
    }
    return files;
  };
  const play = async (zip: Buffer) => {
    const learner = await player.learner(await player.published(zip));
    const token = await learner.open();
    const save = (item: string, core: object) =>
      player
        .content('post', `/l/${token}/stand`)
        .type('text/plain')
        .send(`${JSON.stringify({ item, session: newId(), sequence: 1, cmi: { core } })}\n{}`)
        .expect(201);
    return { learner, token, save };
  };

  it('holds its manifest, all that the manifest names, and no address outside it', async () => {
    const { courseId } = await written([{}]);
    const upload = await author
      .post(`/beheer/aanbod/${courseId}/lessen/concept`)
      .expect(303)
      .then(() =>
        academie.database.first<{ key: string; version: string }>(
          `SELECT s.key, s.version_id AS version FROM elearning.lesson s
           JOIN elearning.content_version v ON v.id = s.version_id
          WHERE v.course_id = $1 AND v.published_at IS NULL`,
          [courseId],
        ),
      );
    const lesson = `/beheer/aanbod/${courseId}/lessen/les/${upload!.key}`;
    await author
      .post(`${lesson}/blokken/nieuw?soort=picture`)
      .field('alt', 'Een rood vlak')
      .attach('upload', PNG, "../Föto '1' ]]>.png")
      .expect(303);
    await author
      .post(`${lesson}/blokken/nieuw?soort=text`)
      .type('form')
      .send({ text: 'Zie [de wet](https://wetten.nl) en [het aanbod](/aanbod).' })
      .expect(303);
    await author
      .post(`/beheer/aanbod/${courseId}/lessen/publiceren`)
      .type('form')
      .send({ rule: 'all' })
      .expect(303);
    const files = await filesIn(await taken({ courseId } as GivenContent));

    const names = [...files.keys()];
    expect(names).toEqual([
      'imsmanifest.xml',
      'les.css',
      'les.js',
      'scoring.js',
      'scorm12.js',
      'les-001.html',
      'bestanden/001-foto-1.png',
    ]);
    const manifest = files.get('imsmanifest.xml')!.toString();
    expect(manifest).toContain('<schemaversion>1.2</schemaversion>');
    for (const [, href] of manifest.matchAll(/href="([^"]+)"/g)) expect(names).toContain(href);
    expect(files.get('bestanden/001-foto-1.png')).toEqual(PNG);
    const page = files.get('les-001.html')!.toString();
    expect(page).toContain('src="bestanden/001-foto-1.png"');
    const pdf = await taken({ courseId } as GivenContent, 'pdf');
    expect(pdf.toString('latin1')).toContain('/S /Figure');
    // What an author links to, and nothing that a page loads by itself.
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, one]) => one!);
    expect(addresses.filter((one) => /^(?:[a-z]+:|\/)/.test(one))).toEqual([
      'https://wetten.nl',
      `${academie.config.publicUrl}/aanbod`,
    ]);
    expect(files.get('les.css')!.toString()).not.toMatch(/url\(|@import/);
    for (const script of ['les.js', 'scoring.js', 'scorm12.js'])
      expect(files.get(script)!.toString()).not.toMatch(/https?:|eval\(|new Function/);
  });

  it('has its answers only where its pages score them', async () => {
    const course = await written([{ blocks: [TEXT, question(newId(), 1)] }]);
    const files = await filesIn(await taken(course));
    const page = files.get('les-001.html')!.toString();
    const [, settings = ''] = /id="les">(.*?)<\/script>/s.exec(page) ?? [];
    expect(settings).toContain('uitleg-alleen-achteraf');
    expect(page.replace(settings, '')).not.toMatch(/uitleg-alleen-achteraf|feedback-bij/);
    expect(page.replace(settings, '')).toContain('blauw');
    const others = [...files].filter(([name]) => name !== 'les-001.html');
    for (const [, bytes] of others) expect(bytes.toString()).not.toContain('feedback-bij');
    // No id of ours leaves with it, but those of the version and the checklist that says nothing.
    expect(settings).not.toMatch(/[\da-f]{8}-[\da-f]{4}/);
    const { text } = await author.get(address(course)).expect(200);
    expect(text).toContain('ook de goede antwoorden');
  });

  it('comes back as a package whatever its titles are, and is done when all of it is', async () => {
    const course = await written([
      { title: HOSTILE, blocks: [TEXT, question(newId())] },
      { title: 'De toets', blocks: [question(newId(), 1), question(newId(), 2)], test: TEST },
    ]);
    const { learner, token, save } = await play(await taken(course));
    const { text } = await player.content('get', `/l/${token}/bestanden/les-002.html`).expect(200);
    expect(text).toContain('<h1>De toets</h1>');
    await player.content('get', `/l/${token}/bestanden/scorm12.js`).expect(200);
    const { items } = (await academie.database.first<{ items: { title: string }[] }>(
      'SELECT items FROM elearning.package ORDER BY added_at DESC, id DESC LIMIT 1',
    ))!;
    expect(items.map(({ title }) => title)).toEqual([
      'Het begin',
      HOSTILE.replace('\u0007', '').trim(),
      'De toets',
    ]);

    await save('ITEM-1', { lesson_status: 'incomplete' });
    await save('ITEM-2', { lesson_status: 'failed', score: { raw: '50' } });
    expect(await player.isDone(learner)).toBe(false);
    await save('ITEM-1', { lesson_status: 'completed' });
    // A mastery score goes along, so that a script cannot say that it was passed with less.
    await save('ITEM-2', { lesson_status: 'passed', score: { raw: '59' } });
    expect(await player.isDone(learner)).toBe(false);
    await save('ITEM-2', { lesson_status: 'passed', score: { raw: '60' } });
    expect(await player.isDone(learner)).toBe(true);
  });

  it('asks only its tests when they decide', async () => {
    const course = await written(
      [{ title: 'Lezen' }, { blocks: [question(newId())], test: TEST }],
      'tests',
    );
    const zip = await taken(course);
    expect((await filesIn(zip)).get('les-001.html')!.toString()).not.toContain('id="klaar"');
    const { learner, save } = await play(zip);
    await save('ITEM-2', { lesson_status: 'passed', score: { raw: '100' } });
    expect(await player.isDone(learner)).toBe(true);
  });

  it('comes back as cmi5, in which failed does not count and passed does', async () => {
    const course = await written([
      { title: HOSTILE },
      { title: 'De toets', blocks: [question(newId(), 1), question(newId(), 2)], test: TEST },
    ]);
    const zip = await taken(course, 'cmi5');
    const files = await filesIn(zip);
    expect([...files.keys()]).toEqual([
      'cmi5.xml',
      'les.css',
      'les.js',
      'scoring.js',
      'cmi5.js',
      'les-001.html',
      'les-002.html',
    ]);
    expect(files.get('les-001.html')!.toString()).toContain('src="cmi5.js"');
    const learner = await player.learner(await player.published(zip));
    const launch = async (nth: number) =>
      GivenUnit.launch(player, await learner.open(), `urn:uuid:${course.keys[nth]}`);

    const lesson = await launch(0);
    expect(lesson.data).toMatchObject({ moveOn: 'Completed' });
    await lesson.initialized().expect(200);
    await lesson.completed().expect(200);
    await lesson.say('terminated', { result: { duration: 'PT1M' } }).expect(200);
    const failed = await launch(1);
    expect(failed.data).toMatchObject({ moveOn: 'Passed', masteryScore: 0.6 });
    await failed.initialized().expect(200);
    await failed.failed(0.5).expect(200);
    await failed.say('terminated', { result: { duration: 'PT1M' } }).expect(200);
    expect(await player.isDone(learner)).toBe(false);
    const passed = await launch(1);
    await passed.initialized().expect(200);
    await passed.passed(0.59).expect(403);
    await passed.passed(0.6).expect(200);
    expect(await player.isDone(learner)).toBe(true);
  });

  it('is printed as a tagged PDF, with its answers on the last pages', async () => {
    const kinds = [
      { kind: 'text', body: { text: `## Kop\n\n${'lang '.repeat(2000)}\n\n- een\n- twee` } },
      { kind: 'quote', body: { text: HOSTILE, source: 'Iemand' } },
      { kind: 'accordion', body: { parts: [{ title: 'Deel', text: '1. a\n2. b' }] } },
      { kind: 'checklist', body: { title: 'Klaar?', items: ['een', 'twee'] } },
      { kind: 'open', body: { prompt: 'Waarom?', model: 'Daarom.' } },
      { kind: 'order', body: { prompt: 'Zet op volgorde', items: ['een', 'twee'] } },
      { kind: 'number', body: { prompt: 'Hoeveel?', answer: 2.5, unit: 'weken' } },
      {
        kind: 'match',
        body: {
          prompt: 'Wat hoort bij wat?',
          pairs: [
            { left: 'a', right: '1' },
            { left: 'b', right: '2' },
          ],
        },
      },
    ];
    const lessons = [{ title: HOSTILE, blocks: [...kinds, question(newId())] }];
    const pdf = await taken(await written(lessons), 'pdf');
    const text = pdf.toString('latin1');
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text.trimEnd()).toMatch(/%%EOF$/);
    expect(text).toContain('/MarkInfo');
    expect(text).toContain('/Lang (nl-NL)');
    for (const tag of ['/H1', '/H2', '/H3', '/H4', '/L', '/LI', '/LBody', '/P'])
      expect(text).toContain(`/S ${tag}`);
  });

  it('leaves out what is a package itself, and says so', async () => {
    const course = await written([{ title: 'Zelf geschreven' }]);
    const zip = await taken(course);
    const { courseId } = await player.published(zip);
    const admin = academie.as(await academie.given.holder('administrator'));
    const nothing = { courseId } as GivenContent;
    expect((await admin.get(address(nothing)).expect(200)).text).toContain('Niets om mee te nemen');
    const refused = await admin.post(address(nothing)).type('form').send({ format: 'scorm12' });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Er is niets om mee te nemen.');
    await admin.post(address(course)).type('form').send({ format: 'exe' }).expect(422);
  });

  it('is for who writes the course, and leaves a line in the journal', async () => {
    const course = await written([{}]);
    await taken(course);
    const lines = await academie.database.rows<{ data: object }>(
      `SELECT data FROM platform.journal WHERE action = 'content.exported' AND subject_id = $1`,
      [course.versionId],
    );
    expect(lines).toEqual([{ data: { courseId: course.courseId, number: 1, format: 'scorm12' } }]);
    const otherTheme = await academie.given.theme();
    const other = academie.as(await academie.given.holder('theme_lead', otherTheme.id));
    const person = await academie.given.person();
    await academie.given.enrolled(course.offeringId, [person]);
    for (const visitor of [other, academie.as(person)]) {
      await visitor.get(address(course)).expect(403);
      await visitor.post(address(course)).type('form').send({ format: 'scorm12' }).expect(403);
    }
    const { status } = await academie.stranger
      .post(address(course))
      .type('form')
      .send({ format: 'scorm12' });
    expect(status).not.toBe(200);
  });
});
