import fs from 'node:fs';
import path from 'node:path';

import { PackageService } from '../../libs/elearning/package/package.service';
import { startAcademie, type Visitor } from '../support/academie';
import { cmi5, givenDraft, packageOf, scorm12, scorm2004, sendPackage } from './given-package';
import { type ZipFile, zipOf } from './zip-of';

const ONE = scorm12([{ id: 'a' }]);
const DOC = '<?xml version="1.0"?>';

describe('a package that is brought', () => {
  const academie = startAcademie();
  let theme: { id: string };
  let author: Visitor;
  let draft: Awaited<ReturnType<typeof givenDraft>>;

  beforeAll(async () => {
    theme = await academie.given.theme();
    author = academie.as(await academie.given.holder('theme_lead', theme.id));
    draft = await givenDraft(academie, author, theme.id);
  });

  const onDisk = (): string[] => {
    const folder = academie.config.filesFolder;
    if (!fs.existsSync(folder)) return [];
    return fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => fs.statSync(path.join(folder, file), { throwIfNoEntry: false })?.isFile());
  };
  /** What is there once what came in has gone: it goes when the answer has gone. */
  const settled = async (): Promise<string[]> => {
    for (let wait = 0; wait < 50 && onDisk().some((file) => file.startsWith('incoming')); wait += 1)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return onDisk().sort();
  };
  const rows = async (): Promise<unknown> =>
    academie.database.first(
      `SELECT (SELECT count(*) FROM elearning.package) AS packages,
              (SELECT count(*) FROM elearning.package_file) AS files,
              (SELECT count(*) FROM platform.stored_file) AS stored,
              (SELECT count(*) FROM elearning.lesson) AS lessons`,
    );

  it('becomes a lesson of the draft, whichever of the three it is', async () => {
    for (const [zip, kind, title] of [
      [packageOf(ONE, ['a.html']), 'SCORM 1.2', 'Veilig werken'],
      [packageOf(scorm2004([{ id: 'a' }]), ['a.html']), 'SCORM 2004', 'Veilig werken'],
      [packageOf(cmi5([{}, {}], 1), ['au.html']), 'cmi5', 'Bibob in cmi5'],
    ] as const) {
      const { headers } = await sendPackage(author, draft, zip).expect(303);
      const page = await author.get(headers.location!).expect(200);
      expect(page.text).toContain(kind);
      expect(page.text).toContain(`Pakket van ${title}`);
      expect(page.text).toContain('pakket.zip');
    }
    expect((await author.get(draft.base)).text).toContain('Bibob in cmi5');
    expect(await settled()).toHaveLength(3);
  });

  it.each<[string, Buffer]>([
    [
      'has its manifest in a folder, and bases, queries and letters that are not plain',
      zipOf([
        {
          name: 'cursus/imsmanifest.xml',
          content: scorm12([{ id: 'a', href: 'pagina%20%C3%A9.html?taal=nl#eind' }], {
            base: 'inhoud\\',
          }),
        },
        { name: 'cursus\\inhoud\\Pagina é.html', content: 'x' },
        { name: 'cursus/inhoud/', mode: 0o040755 },
      ]),
    ],
    ['has nothing that tracks', packageOf(scorm12([{ id: 'a', type: 'asset' }]), ['a.html'])],
    ['has a mark before its manifest', packageOf(`\ufeff${ONE}`, ['a.html'])],
    [
      'has a manifest in two bytes a letter',
      zipOf([
        {
          name: 'imsmanifest.xml',
          content: Buffer.concat([
            Buffer.from([0xff, 0xfe]),
            Buffer.from(ONE.replace('UTF-8', 'UTF-16'), 'utf16le'),
          ]),
        },
        { name: 'A.HTML' },
      ]),
    ],
    [
      'includes another document, which is not read',
      packageOf(
        ONE.replace(
          '</resources>',
          '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd"/></resources>',
        ),
        ['a.html'],
      ),
    ],
    [
      'holds another zip, which stays as it is',
      packageOf(ONE, [
        'a.html',
        {
          name: 'b.zip',
          content: packageOf(ONE, [{ name: 'x', content: Buffer.alloc(9_000_000) }]),
        },
      ]),
    ],
    [
      'has a manifest in two bytes a letter, the large one first',
      zipOf([
        {
          name: 'imsmanifest.xml',
          content: Buffer.from(`\ufeff${ONE.replace('UTF-8', 'UTF-16')}`, 'utf16le').swap16(),
        },
        { name: 'a.html' },
      ]),
    ],
    [
      'has a thousand parts',
      packageOf(cmi5(Array.from({ length: 1000 }, () => ({}))), ['au.html']),
    ],
    [
      'has a drawing without a script',
      packageOf(ONE, ['a.html', { name: 'x.svg', content: '<svg/>' }]),
    ],
  ])('is taken when it %s', async (_what, zip) => {
    await sendPackage(author, draft, zip).expect(303);
  });

  it.each([
    [
      'says UTF-8 and has the letters of Windows',
      Buffer.from(ONE.replace('Veilig werken', 'Caf\u00e9'), 'latin1'),
    ],
    [
      'says UTF-16 and is UTF-8',
      Buffer.from(ONE.replace('UTF-8', 'UTF-16').replace('Veilig werken', 'Caf\u00e9')),
    ],
  ])('has the title that its author wrote when its manifest %s', async (_what, content) => {
    const zip = zipOf([{ name: 'imsmanifest.xml', content }, { name: 'a.html' }]);
    const { headers } = await sendPackage(author, draft, zip).expect(303);
    expect((await author.get(headers.location!).expect(200)).text).toContain(
      'Pakket van Caf\u00e9',
    );
  });

  it('may take longer to look at than a page may take', async () => {
    const files = Array.from({ length: 12_000 }, (_, nth) => ({
      name: `d/${nth}.js`,
      content: '1',
    }));
    const zip = packageOf(ONE, ['a.html', ...files]);
    const before = academie.config.databaseTimeoutMs;
    academie.config.databaseTimeoutMs = 1100;
    try {
      await sendPackage(author, draft, zip).expect(303);
    } finally {
      academie.config.databaseTimeoutMs = before;
    }
  }, 120_000);

  const bad = (...files: ZipFile[]): Buffer => packageOf(ONE, ['a.html', ...files]);
  it.each<[string, Buffer, RegExp]>([
    ['no zip', Buffer.from('PK of zo'), /geen zip-bestand/],
    [
      'a document of Word',
      zipOf([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }]),
      /Word, Excel of PowerPoint, en geen pakket.*Kies het bestand dat u kreeg/s,
    ],
    ['a zip in a zip', zipOf([{ name: 'cursus.ZIP', content: 'x' }]), /zip in de zip: cursus\.zip/],
    ['a site', zipOf([{ name: 'index.html', content: 'x' }]), /voor een LMS.*Pak het niet uit/s],
    ['half a zip', packageOf(ONE, ['a.html']).subarray(0, 300), /einde klopt niet.*opnieuw op/],
    [
      'something behind a zip',
      Buffer.concat([packageOf(ONE, ['a.html']), Buffer.alloc(3000)]),
      /einde klopt niet/,
    ],
    ['nothing in it', Buffer.alloc(0), /dit bestand is leeg/],
    [
      'another way of packing',
      Buffer.from('Rar!\u001a\u0007\u0001\u0000xxxx', 'latin1'),
      /bestand van RAR, ook al heet/,
    ],
    ['another packer', Buffer.from('377abcaf271c0004', 'hex'), /bestand van 7z/],
    [
      'an activity of H5P',
      zipOf([{ name: 'h5p.json' }, { name: 'content/content.json' }]),
      /van H5P\. Kies bij het exporteren SCORM/,
    ],
    ['a package of Tin Can', zipOf([{ name: 'tincan.xml' }, { name: 'index.html' }]), /Tin Can/],
    ['a package of AICC', zipOf([{ name: 'course.crs' }, { name: 'course.au' }]), /AICC/],
    ['no unit of cmi5', packageOf(cmi5([])), /cmi5\.xml, regel 2: er is niets om te openen/],
    ['a way out', bad({ name: '../../uit.html' }), /buiten het pakket/],
    ['a way out with other strokes', bad({ name: '..\\uit.html' }), /buiten het pakket/],
    ['an absolute path', bad({ name: '/etc/passwd' }), /buiten het pakket/],
    ['a drive', bad({ name: 'C:\\x.html' }), /buiten het pakket/],
    ['a device', bad({ name: 'map/NUL.html' }), /hoort bij een apparaat/],
    ['a device with blanks', bad({ name: 'map/aux .txt ' }), /hoort bij een apparaat/],
    ['a device file', bad({ name: 'x', mode: 0o060644 }), /hoort bij een apparaat/],
    [
      'a link',
      bad({ name: 'x', content: '/etc/passwd', mode: 0o120777 }),
      /verwijzing naar een ander/,
    ],
    ['a NUL in a name', bad({ name: 'x\u0000.html' }), /tekens in die niet kunnen/],
    ['the same name twice', bad({ name: 'A.html' }), /twee keer in, ook als a\.html/],
    [
      'the same name in other signs',
      bad({ name: 'caf\u00e9.html' }, { name: 'cafe\u0301.html' }),
      /twee keer in/,
    ],
    ['folders without end', bad({ name: `${'a/'.repeat(300)}x.html` }), /lang|tekens|naam/],
    [
      'more files than any course',
      bad(...Array.from({ length: 60_000 }, (_, nth) => ({ name: `${nth}`, stored: true }))),
      /meer dan 20.?000 bestanden|20000/,
    ],
    [
      'a directory that points elsewhere',
      pointing(bad({ name: 'x', content: 'abc' }), 7),
      /beschadigd|geen zip/,
    ],
    [
      'a directory that points behind the end',
      pointing(bad({ name: 'x' }), 1e9),
      /beschadigd|geen zip/,
    ],
    [
      'sizes that come later and are not so',
      bad({ name: 'x', content: Buffer.alloc(9000), claims: 10, flags: 0x808 }),
      /x: .*beschadigd/,
    ],
    [
      'one file a thousand times',
      overlapping(bad({ name: 'x', content: Buffer.alloc(900_000) }), 1000),
      /gewone e-learning|beschadigd|geen zip/,
    ],
    ['a bomb', bad({ name: 'x', content: Buffer.alloc(60_000_000) }), /gewone e-learning/],
    ['a claim of gigabytes', bad({ name: 'x', claims: 4_000_000_000 }), /meer dan 1000 MB/],
    [
      'more than it claims',
      bad({ name: 'x', content: Buffer.alloc(9000), claims: 10 }),
      /x: .*beschadigd/,
    ],
    ['another content than it was', bad({ name: 'x', content: 'abc', crc: 7 }), /x: .*beschadigd/],
    ['a password', bad({ name: 'x', flags: 1 }), /wachtwoord/],
    ['an odd way of packing', bad({ name: 'x', method: 14 }), /niet gewoon/],
    [
      'a script in a drawing',
      bad({ name: 'x.svg', content: '<svg><script>1</script></svg>' }),
      /x\.svg: .*script/,
    ],
    ['a handler in a drawing', bad({ name: 'x.SVG', content: '<svg onload="1"/>' }), /script/],
    [
      'an address in a drawing',
      bad({ name: 'x.svg', content: '<svg><a href="java&#115;cript:1"/></svg>' }),
      /script/,
    ],
    ['no manifest', zipOf([{ name: 'index.html' }]), /geen imsmanifest\.xml of cmi5\.xml/],
    [
      'two packages',
      zipOf([{ name: 'a/imsmanifest.xml' }, { name: 'b/imsmanifest.xml' }]),
      /verschillende pakketten/,
    ],
    [
      'no XML',
      packageOf(`${DOC}\n<manifest>\n<a></b>`),
      /imsmanifest\.xml, regel 3: dit is geen goede XML/,
    ],
    ['nothing at all', packageOf('', [], 'imsmanifest.xml'), /geen goede XML/],
    [
      'laughter',
      packageOf(
        `${DOC}\n<!DOCTYPE m [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<manifest>&b;</manifest>`,
      ),
      /regel 2: hier worden entiteiten vastgelegd/,
    ],
    [
      'a look outside',
      packageOf(
        `${DOC}<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>`,
      ),
      /entiteiten/,
    ],
    ['a well', packageOf(`${DOC}<manifest>${'<a>'.repeat(5000)}`), /te veel elementen/],
    [
      'another kind',
      packageOf('<html/>', [], 'imsmanifest.xml'),
      /geen SCORM 1\.2, SCORM 2004 of cmi5 \(html\)/,
    ],
    [
      'another version',
      packageOf(ONE.replace('>1.2<', '>IMS CC 1.3.0<')),
      /regel 4: .*IMS CC 1\.3\.0/,
    ],
    [
      'a page that is not there',
      packageOf(ONE),
      /regel 9: dit bestand zit niet in het pakket: a\.html/,
    ],
    [
      'a page elsewhere',
      packageOf(scorm12([{ id: 'a', href: 'https://x.example/' }])),
      /wijst naar een plek buiten/,
    ],
    [
      'a page above',
      packageOf(scorm12([{ id: 'a', href: '../../a.html' }])),
      /wijst naar een plek buiten/,
    ],
    [
      'a resource that is not there',
      packageOf(ONE.replace('ref="R-a"', 'ref="R-b"'), ['a.html']),
      /regel 6: .*R-b/,
    ],
    [
      'the same item twice',
      packageOf(scorm12([{ id: 'a' }, { id: 'a' }]), ['a.html']),
      /komt twee keer voor: a/,
    ],
    [
      'no organization',
      packageOf(ONE.replace(/<organization .*<\/organization>/s, ''), ['a.html']),
      /geen inhoudsopgave/,
    ],
    ['an empty organization', packageOf(scorm12([])), /niets om te openen/],
    [
      'a unit without a page',
      packageOf(cmi5([{ url: 'weg.html' }])),
      /cmi5\.xml, regel 6: .*weg\.html/,
    ],
    ['a unit with an odd rule', packageOf(cmi5([{ moveOn: 'Soms' }]), ['au.html']), /moveOn Soms/],
    [
      'a unit with an odd score',
      packageOf(cmi5([{ masteryScore: '80' }]), ['au.html']),
      /masteryScore 80/,
    ],
    ['a unit with no id of its own', packageOf(cmi5([{ id: 'een' }]), ['au.html']), /id een/],
  ])(
    'is refused when it has %s, with the reason and without a trace',
    async (_what, zip, reason) => {
      await settled();
      const before = [await settled(), await rows()];

      const page = await sendPackage(author, draft, zip).expect(422);

      expect(page.text.replaceAll('&#x27;', "'")).toMatch(reason);
      expect(page.text).toContain('Dit pakket is niet bewaard');
      expect([await settled(), await rows()]).toEqual(before);
    },
  );

  it('is asked for when there is none, and nobody else can bring one', async () => {
    const none = await author
      .post(`${draft.base}/pakketten/nieuw`)
      .field('moduleKey', draft.moduleKey)
      .expect(422);
    expect(none.text).toContain('Kies een bestand.');
    const other = await academie.given.holder('theme_lead', (await academie.given.theme()).id);
    for (const person of [other, await academie.given.person()])
      await sendPackage(academie.as(person), draft, packageOf(ONE, ['a.html'])).expect(403);
  });

  it('is replaced in the draft, while what was published keeps its own', async () => {
    const own = await givenDraft(academie, author, theme.id);
    const { headers } = await sendPackage(author, own, packageOf(ONE, ['a.html'])).expect(303);
    const publish = async (note?: string) => {
      const values = { rule: 'all', ...(note && { changeNote: note }) };
      await author.post(`${own.base}/publiceren`).type('form').send(values).expect(303);
    };
    await publish();
    await author.post(`${own.base}/concept`).expect(303);
    const held = async () =>
      academie.database.rows<{ number: number; title: string }>(
        `SELECT v.number, p.title FROM elearning.lesson s JOIN elearning.package p ON p.id = s.package_id
           JOIN elearning.content_version v ON v.id = s.version_id
          WHERE v.course_id = $1 ORDER BY v.number`,
        [own.courseId],
      );
    expect(await held()).toHaveLength(2);

    await author
      .post(headers.location!)
      .attach('upload', packageOf(ONE.replace('Veilig werken', 'Tweede'), ['a.html']), 'twee.zip')
      .expect(303);
    await publish('Beter');

    expect(await held()).toEqual([
      { number: 1, title: 'Veilig werken' },
      { number: 2, title: 'Tweede' },
    ]);
  });

  it('goes when no lesson has held it for thirty days', async () => {
    const own = await givenDraft(academie, author, theme.id);
    const unique = packageOf(ONE, ['a.html', { name: 'uniek.txt', content: own.courseId }]);
    await sendPackage(author, own, unique).expect(303);
    const before = onDisk().length;
    await author.post(`${own.base}/weggooien`).expect(303);
    const start = academie.clock.now();
    academie.clock.set(new Date(start.getTime() + 31 * 86_400_000));

    expect(await academie.app.get(PackageService).removeUnused()).toBe(1);

    expect(onDisk()).toHaveLength(before - 1);
    academie.clock.set(start);
  });
});

/** The last file of the directory lies this far from where it lies. */
function pointing(zip: Buffer, by: number): Buffer {
  const changed = Buffer.from(zip);
  const at = changed.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 42;
  changed.writeUInt32LE(changed.readUInt32LE(at) + by, at);
  return changed;
}

/** A directory that names the last file many times over. */
function overlapping(zip: Buffer, times: number): Buffer {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  const last = zip.lastIndexOf(Buffer.from('PK\u0001\u0002'));
  const entry = zip.subarray(last, end);
  const copies = Array.from({ length: times }, (_, nth) => {
    const name = Buffer.from(`y${nth}`);
    const copy = Buffer.concat([entry.subarray(0, 46), name]);
    copy.writeUInt16LE(name.length, 28);
    return copy;
  });
  const tail = Buffer.from(zip.subarray(end));
  const count = tail.readUInt16LE(8) + times;
  tail.writeUInt16LE(count, 8);
  tail.writeUInt16LE(count, 10);
  const added = Buffer.concat(copies);
  tail.writeUInt32LE(tail.readUInt32LE(12) + added.length, 12);
  return Buffer.concat([zip.subarray(0, end), added, tail]);
}
