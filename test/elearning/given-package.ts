import type { Academie, Visitor } from '../support/academie';
import { type ZipFile, zipOf } from './zip-of';

/** A manifest of SCORM 1.2 with these items, each with a page of its own. */
export const scorm12 = (
  items: { id: string; href?: string; title?: string; more?: string; type?: string }[],
  options: { base?: string } = {},
): string => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Veilig werken</title>
${items.map(({ id, title, more = '' }) => `<item identifier="${id}" identifierref="R-${id}"><title>${title ?? id}</title>${more}</item>`).join('\n')}
</organization></organizations>
<resources${options.base ? ` xml:base="${options.base}"` : ''}>
${items.map(({ id, href = `${id}.html`, type = 'sco' }) => `<resource identifier="R-${id}" type="webcontent" adlcp:scormtype="${type}" href="${href}"/>`).join('\n')}
</resources></manifest>`;

/** As `scorm12`, of SCORM 2004 4th edition. */
export const scorm2004 = (
  items: { id: string; href?: string; title?: string; more?: string }[],
): string => `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Veilig werken</title>
${items.map(({ id, title, more = '' }) => `<item identifier="${id}" identifierref="R-${id}"><title>${title ?? id}</title>${more}</item>`).join('\n')}
</organization></organizations>
<resources>
${items.map(({ id, href = `${id}.html` }) => `<resource identifier="R-${id}" type="webcontent" adlcp:scormType="sco" href="${href}"/>`).join('\n')}
</resources></manifest>`;

interface AuOptions {
  id?: string;
  url?: string;
  moveOn?: string;
  masteryScore?: string;
  launchParameters?: string;
}

/** A course structure of cmi5: assignable units, the first `inBlock` of which are in a block. */
export const cmi5 = (aus: AuOptions[], inBlock = 0): string => {
  const one = ({ id, url, moveOn, masteryScore, launchParameters }: AuOptions, nth: number) =>
    `<au id="${id ?? `https://maker.example/au/${nth + 1}`}"${moveOn === undefined ? '' : ` moveOn="${moveOn}"`}${masteryScore === undefined ? '' : ` masteryScore="${masteryScore}"`}>
<title><langstring lang="en">Part ${nth + 1}</langstring><langstring lang="nl">Deel ${nth + 1}</langstring></title>
<description><langstring lang="nl">Deel</langstring></description>
<url>${url ?? 'au.html'}</url>${launchParameters ? `<launchParameters>${launchParameters}</launchParameters>` : ''}</au>`;
  const block = aus.slice(0, inBlock).map(one).join('\n');
  return `<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="https://maker.example/course"><title><langstring lang="nl">Bibob in cmi5</langstring></title>
<description><langstring lang="nl">Bibob</langstring></description></course>
${inBlock > 0 ? `<block id="https://maker.example/block"><title><langstring lang="nl">Blok</langstring></title><description><langstring lang="nl">Blok</langstring></description>${block}</block>` : ''}
${aus
  .slice(inBlock)
  .map((au, nth) => one(au, nth + inBlock))
  .join('\n')}
</courseStructure>`;
};

/** A package with this manifest, and a page for each name. */
export const packageOf = (
  manifest: string,
  pages: readonly (string | ZipFile)[] = [],
  name = manifest.includes('<courseStructure') ? 'cmi5.xml' : 'imsmanifest.xml',
): Buffer =>
  zipOf([
    { name, content: manifest },
    ...pages.map((page) =>
      typeof page === 'string' ? { name: page, content: `<h1>${page}</h1>` } : page,
    ),
  ]);

/** A course of this theme with a draft that has one module. */
export async function givenDraft(
  academie: Academie,
  author: Visitor,
  themeId: string,
): Promise<{ courseId: string; offeringId: string; base: string; moduleKey: string }> {
  const { id: courseId } = await academie.given.course({
    kind: 'e_learning',
    mode: 'self_paced',
    themeIds: [themeId],
  });
  const offering = await academie.database.first<{ id: string }>(
    `INSERT INTO catalogue.offering (course_id, status, mode, capacity, created_at)
     VALUES ($1, 'published', 'self_paced', 100, $2) RETURNING id`,
    [courseId, academie.clock.now()],
  );
  const base = `/beheer/aanbod/${courseId}/lessen`;
  await author.post(`${base}/concept`).expect(303);
  await author.post(`${base}/onderdelen`).type('form').send({ title: 'Deel 1' }).expect(303);
  const module = await academie.database.first<{ key: string }>(
    `SELECT m.key FROM elearning.module m JOIN elearning.content_version v ON v.id = m.version_id
      WHERE v.course_id = $1`,
    [courseId],
  );
  return { courseId, offeringId: offering!.id, base, moduleKey: module!.key };
}

/** Sends a package to the form for a new one. */
export const sendPackage = (
  author: Visitor,
  draft: { base: string; moduleKey: string },
  zip: Buffer,
  name = 'pakket.zip',
) =>
  author
    .post(`${draft.base}/pakketten/nieuw`)
    .field('moduleKey', draft.moduleKey)
    .attach('upload', zip, name);
