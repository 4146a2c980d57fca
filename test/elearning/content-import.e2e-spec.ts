import { newId } from '@academie/platform';

import { startAcademie, type Visitor } from '../support/academie';
import { givenContent, question, TEST } from './given-content';
import { type ZipFile, zipOf } from './zip-of';

describe('a text that was written elsewhere', () => {
  const academie = startAcademie();

  const drafted = async () => {
    const theme = await academie.given.theme();
    const author = academie.as(await academie.given.holder('theme_lead', theme.id));
    const course = await academie.given.course({
      kind: 'e_learning',
      mode: 'self_paced',
      themeIds: [theme.id],
    });
    const key = newId();
    await givenContent(academie, [{ key, blocks: [question(newId())], test: TEST }], {
      courseId: course.id,
    });
    const base = `/beheer/aanbod/${course.id}/lessen`;
    await author.post(`${base}/concept`).expect(303);
    const send = (fields: object) => author.post(`${base}/importeren`).type('form').send(fields);
    return { author, base, key, send };
  };

  it('brings lessons from Markdown into the draft', async () => {
    const { author, base, send } = await drafted();
    await author.get(`${base}/importeren`).expect(200);

    await send({ format: 'markdown', text: '# Nieuw deel\n\n## Nieuwe les\n\nTekst.' }).expect(303);

    const outline = await author.get(base).expect(200);
    expect(outline.text).toContain('Nieuw deel');
    expect(outline.text).toContain('Nieuwe les');
    await send({ format: 'markdown', text: '# Alleen een kop' }).expect(422);
  });

  it('brings questions from GIFT into a test, all or none', async () => {
    const { author, base, key, send } = await drafted();
    const good = 'Klopt dit? {T}\n\nWelke? {=een ~twee}';

    const refused = await send({ format: 'gift', lessonKey: key, text: `${good}\n\nZo niet {~x}` });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('beginnen op regel 5.');
    await send({ format: 'gift', text: good }).expect(422);
    await send({ format: 'gift', lessonKey: newId(), text: good }).expect(404);
    expect((await author.get(`${base}/les/${key}`)).text).not.toContain('Klopt dit?');

    await send({ format: 'gift', lessonKey: key, text: good }).expect(303);
    expect((await author.get(`${base}/les/${key}`)).text).toContain('Klopt dit?');
  });

  it('is shown before it is taken over, and a long lesson loses nothing', async () => {
    const { author, base, key, send } = await drafted();
    const shown = await send({
      ...{ format: 'markdown', what: 'preview' },
      text: '# Nieuw deel\n\n## Nieuwe les\n\nEen **vet** woord.',
    }).expect(200);
    expect(shown.text).toContain('<strong>vet</strong>');
    expect(shown.text).toContain('Er is nog niets overgenomen.');
    const questions = await send({
      ...{ format: 'gift', what: 'preview', lessonKey: key },
      text: 'Klopt dit? {T}\n\nZo niet {~x}',
    }).expect(200);
    expect(questions.text).toContain('De vraag op regel 3 is niet te lezen');
    expect((await author.get(base).expect(200)).text).not.toContain('Nieuw deel');

    const long = Array.from({ length: 900 }, (_, nth) => `Alinea ${nth} met wat woorden erbij.`);
    await send({ format: 'markdown', text: `# Lang\n\n${long.join('\n\n')}` }).expect(303);
    const lesson = await academie.database.first<{ blocks: { body: { text: string } }[] }>(
      `SELECT s.blocks FROM elearning.lesson s WHERE s.title = 'Lang'`,
    );
    expect(lesson!.blocks.length).toBeGreaterThan(1);
    expect(lesson!.blocks.map(({ body }) => body.text).join('\n\n')).toBe(long.join('\n\n'));
  });

  describe('in Word', () => {
    const PNG = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const NS =
      'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
    const p = (text: string, style = '') =>
      `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}<w:r><w:t>${text}</w:t></w:r></w:p>`;
    const picture = (id: string, how = 'embed') =>
      `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Een kaart van de regio"/><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:${how}="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;
    const xml = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?>${inside}`;
    const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
    /** A document as Word in Dutch writes it: its styles have Dutch ids and English names. */
    const docx = (body: string, more: ZipFile[] = [], head = '') =>
      zipOf([
        {
          name: '[Content_Types].xml',
          content: xml(
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/></Types>',
          ),
        },
        {
          name: '_rels/.rels',
          content: xml(
            `<Relationships xmlns="${RELS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
          ),
        },
        {
          name: 'word/_rels/document.xml.rels',
          content: xml(
            `<Relationships xmlns="${RELS}"><Relationship Id="i1" Type="${OFFICE}/image" Target="media/image1.png"/><Relationship Id="i2" Type="${OFFICE}/image" Target="media/image2.emf"/><Relationship Id="i3" Type="${OFFICE}/image" TargetMode="External" Target="file:///etc/passwd"/></Relationships>`,
          ),
        },
        {
          name: 'word/styles.xml',
          content: xml(
            `<w:styles ${NS}><w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="heading 2"/></w:style></w:styles>`,
          ),
        },
        { name: 'word/media/image1.png', content: PNG, stored: true },
        { name: 'word/media/image2.emf', content: Buffer.alloc(40, 1) },
        {
          name: 'word/document.xml',
          content: `<?xml version="1.0" encoding="UTF-8"?>${head}<w:document ${NS}><w:body>${body}</w:body></w:document>`,
        },
        ...more,
      ]);
    const read = (author: Visitor, base: string, bytes: Buffer, name = 'handleiding.docx') =>
      author.post(`${base}/importeren/word`).attach('upload', bytes, name);
    const stored = () =>
      academie.database.first<{ count: number }>(
        'SELECT count(*)::int AS count FROM platform.stored_file',
      );

    it('is shown as lessons first, with its pictures, and then taken over', async () => {
      const { author, base, send } = await drafted();
      const bytes = docx(
        p('Deel een', 'Kop1') +
          p('Wat de wet doet', 'Kop2') +
          p('Eerst &lt;b&gt;dit&lt;/b&gt;.') +
          picture('i1') +
          picture('i2') +
          picture('i3', 'link') +
          p('Daarna dat.'),
      );
      const { text } = await read(author, base, bytes).expect(200);
      expect(text).toContain('<summary>Wat de wet doet</summary>');
      expect(text).toContain('&lt;b&gt;dit&lt;/b&gt;');
      expect(text).toContain('alt="Een kaart van de regio"');
      expect(text).toContain('2 afbeeldingen konden niet mee.');
      expect(text).not.toContain('root:');
      expect((await author.get(base).expect(200)).text).not.toContain('Deel een');

      const [, typed] = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(text)!;
      const written = typed!.replace(
        /&(lt|gt|amp|quot|#x27|#39|#x3D);/g,
        (_all, sign: string) =>
          ({ lt: '<', gt: '>', amp: '&', quot: '"', '#x27': "'", '#39': "'", '#x3D': '=' })[sign]!,
      );
      await send({ format: 'markdown', text: written }).expect(303);
      const lesson = await academie.database.first<{ blocks: { kind: string; body: object }[] }>(
        `SELECT blocks FROM elearning.lesson WHERE title = 'Wat de wet doet'`,
      );
      expect(lesson!.blocks.map(({ kind }) => kind)).toEqual(['text', 'picture', 'text']);
      expect(lesson!.blocks[1]!.body).toMatchObject({ alt: 'Een kaart van de regio' });
      const { fileId } = lesson!.blocks[1]!.body as { fileId: string };
      await author.get(`/leren/bestanden/${fileId}/inhoud`).expect(200);
    });

    it('makes no picture of a file of another course', async () => {
      const one = await drafted();
      const { text } = await read(one.author, one.base, docx(p('Kop', 'Kop1') + picture('i1')));
      const [line] = /!\[[^\]]*\]\(\/leren\/bestanden\/[\w-]+\/inhoud\)/.exec(text)!;
      const other = await drafted();
      await other.send({ format: 'markdown', text: `# Gestolen\n\n${line}` }).expect(303);
      const lesson = await academie.database.first<{ blocks: { kind: string }[] }>(
        `SELECT blocks FROM elearning.lesson WHERE title = 'Gestolen'`,
      );
      expect(lesson!.blocks.map(({ kind }) => kind)).toEqual(['text']);
    });

    const nested = (deep: number) =>
      '<w:tbl><w:tr><w:tc>'.repeat(deep) + p('diep') + '</w:tc></w:tr></w:tbl>'.repeat(deep);
    const ENTITY =
      '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&#38;b;&#38;b;">]>';
    it.each<[string, () => Buffer, string]>([
      ['no document', () => Buffer.from('zomaar wat'), 'Kies een Word-bestand'],
      ['another zip', () => zipOf([{ name: 'a.txt', content: 'a' }]), 'Kies een Word-bestand'],
      [
        'from before 2007, or locked',
        () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]),
        'wachtwoord',
      ],
      [
        'with entities of its own',
        () => docx(p('&a;'), [], ENTITY),
        'verwijzingen die daar niet horen',
      ],
      ['with tables without end', () => docx(nested(400)), 'te veel tabellen'],
      ['broken off', () => docx(`${p('half')}<w:p>`), 'beschadigd'],
      [
        'that unpacks to more than it says',
        () => docx(p('x'), [{ name: 'word/a.xml', content: 'x'.repeat(50_000), claims: 10 }]),
        'beschadigd',
      ],
      [
        'that is a bomb',
        () => docx(p('x'), [{ name: 'word/media/a.png', content: Buffer.alloc(101_000_000) }]),
        'te groot',
      ],
      [
        'with more files than a document has',
        () =>
          docx(
            p('x'),
            Array.from({ length: 2100 }, (_, nth) => ({ name: `word/${nth}.txt`, content: '' })),
          ),
        'te groot',
      ],
      [
        'with a path that leads elsewhere',
        () => docx(p('x'), [{ name: '../../etc/x.xml', content: '<a/>' }]),
        'beschadigd',
      ],
      ['without text', () => docx(p('')), 'geen tekst'],
      ['with more than fits', () => docx(p('woord '.repeat(40_000))), 'meer tekst'],
    ])(
      'is refused with the reason when it is %s, and leaves no trace',
      async (_what, made, reason) => {
        const { author, base } = await drafted();
        const before = await stored();
        const { text } = await read(author, base, made()).expect(422);
        expect(text).toContain(reason);
        expect(await stored()).toEqual(before);
      },
    );

    it('is for who manages the course', async () => {
      const { base } = await drafted();
      const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
      await read(academie.as(other), base, docx(p('x'))).expect(403);
      await read(academie.as(await academie.given.person()), base, docx(p('x'))).expect(403);
      const { author } = await drafted();
      await author.post(`${base}/importeren/word`).expect(403);
    });

    it('is asked for again when none was chosen', async () => {
      const { author, base } = await drafted();
      const { text } = await author.post(`${base}/importeren/word`).field('x', 'y').expect(422);
      expect(text).toContain('Kies een Word-bestand');
    });
  });
});
