import { readManifest } from './read-manifest';
import { readXmlTree } from './xml-tree';

const around = { file: 'm.xml', folder: '', has: () => true };
const titles = async (manifest: string): Promise<string[]> => {
  const read = readManifest(await readXmlTree(Buffer.from(manifest), 'm.xml'), around);
  return [read.title, ...read.items.map(({ title }) => title)];
};
const langstrings = (texts: [string, string][]): string =>
  `<title>${texts.map(([lang, text]) => `<langstring lang="${lang}">${text}</langstring>`).join('')}</title>`;
const cmi5 = (...units: string[]): string =>
  `<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
   <course id="x:c">${units[0]}</course>
   ${units.map((title, nth) => `<au id="x:${nth}">${title}<url>a.html</url></au>`).join('')}</courseStructure>`;
const scorm = (xmlns: string, title: string): string =>
  `<manifest identifier="M" xmlns="${xmlns}"><organizations><organization identifier="O">${title}
   <item identifier="I" identifierref="R">${title}</item></organization></organizations>
   <resources><resource identifier="R" href="a.html"/></resources></manifest>`;

describe('the title of a package in several languages', () => {
  it('is read from a course structure in Dutch, else in English, else as it comes first', async () => {
    const found = await titles(
      cmi5(
        langstrings([
          ['de', 'Teil'],
          ['en-GB', 'Part'],
          ['nl-NL', 'Deel'],
        ]),
        langstrings([
          ['de', 'Teil'],
          ['en-US', 'Part'],
        ]),
        langstrings([
          ['de', 'Teil'],
          ['fr', 'Partie'],
        ]),
        langstrings([
          ['nl', ' '],
          ['de', 'Teil'],
          ['en', 'Part'],
        ]),
        langstrings([
          ['nds', 'Deelstück'],
          ['nl', 'Deel'],
        ]),
      ),
    );
    expect(found).toEqual(['Deel', 'Deel', 'Part', 'Teil', 'Part', 'Deel']);
  });

  it.each([
    ['1.2', 'http://www.imsproject.org/xsd/imscp_rootv1p1p2'],
    ['2004', 'http://www.imsglobal.org/xsd/imscp_v1p1'],
  ])('is read from SCORM %s likewise', async (_version, xmlns) => {
    const each = (texts: [string, string][]): string =>
      texts.map(([lang, text]) => `<title xml:lang="${lang}">${text}</title>`).join('');
    const dutch = each([
      ['en', 'Part'],
      ['nl', 'Deel'],
    ]);
    expect(await titles(scorm(xmlns, dutch))).toEqual(['Deel', 'Deel']);
    const english = each([
      ['de', 'Teil'],
      ['en', 'Part'],
    ]);
    expect(await titles(scorm(xmlns, english))).toEqual(['Part', 'Part']);
    const within = langstrings([
      ['en', 'Part'],
      ['nl', 'Deel'],
    ]);
    expect(await titles(scorm(xmlns, within))).toEqual(['Deel', 'Deel']);
    expect(await titles(scorm(xmlns, '<title>Teil</title>'))).toEqual(['Teil', 'Teil']);
  });
});
