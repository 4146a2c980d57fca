import { readManifest } from '../manifest/read-manifest';
import { readXmlTree } from '../manifest/xml-tree';
import { wholeOf } from './rollup';

const item = (key: string, more = ''): string =>
  `<item identifier="${key}" identifierref="R"><title>${key}</title>${more}</item>`;
const order = (inside: string, attributes = ''): string =>
  `<imsss:sequencing ${attributes}>${inside}</imsss:sequencing>`;

const manifest = async (inside: string) =>
  readManifest(
    await readXmlTree(
      Buffer.from(`<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
        xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
        <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
        <organizations default="O"><organization identifier="O"><title>T</title>${inside}</organization></organizations>
        <resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources></manifest>`),
      'imsmanifest.xml',
    ),
    { file: 'imsmanifest.xml', folder: '', has: () => true },
  );

describe('what makes a package of SCORM 2004 done', () => {
  const rollup = (attributes: string, inside = '') =>
    order(`<imsss:rollupRules ${attributes}>${inside}</imsss:rollupRules>`);
  const by = (set: string, condition: string, action = 'completed') =>
    `<imsss:rollupRule ${set}><imsss:rollupConditions><imsss:rollupCondition condition="${condition}"/></imsss:rollupConditions><imsss:rollupAction action="${action}"/></imsss:rollupRule>`;
  const achieved = (key: string, score: number | null = null, status = 'completed') => ({
    ...{ item: key, status, score },
    isDone: status !== 'incomplete',
  });
  const whole = async (inside: string, ...of: ReturnType<typeof achieved>[]) =>
    wholeOf(await manifest(inside), of);

  it('is all parts, with their average score, where the manifest says nothing', async () => {
    const parts = item('a') + item('b');
    expect(await whole(parts, achieved('a', 60))).toEqual({ isDone: false, score: 60 });
    const both = await whole(parts, achieved('a', 60), achieved('b', 91));
    expect(both).toEqual({ isDone: true, score: 76 });
  });

  it('is not asked of a part that does not count, and scores weigh', async () => {
    const parts =
      item('menu', rollup('rollupProgressCompletion="false" objectiveMeasureWeight="0"')) +
      item('untracked', order('<imsss:deliveryControls tracked="false"/>')) +
      item('a', rollup('objectiveMeasureWeight="0.25"')) +
      item('test', rollup('objectiveMeasureWeight="0.75"'));
    const done = await whole(parts, achieved('menu', 0), achieved('a', 20), achieved('test', 100));
    expect(done).toEqual({ isDone: true, score: 80 });
    expect((await whole(parts, achieved('menu'), achieved('a'))).isDone).toBe(false);
  });

  it.each([
    ['childActivitySet="any"', 'completed', 1],
    ['childActivitySet="atLeastCount" minimumCount="2"', 'completed', 2],
    ['childActivitySet="atLeastPercent" minimumPercent="0.6"', 'satisfied', 2],
    ['childActivitySet="all"', 'completed', 3],
  ])('is as many parts as a rule says: %s', async (set, condition, least) => {
    const parts = item('a') + item('b') + item('c') + rollup('', by(set, condition));
    const keys = ['a', 'b', 'c'];
    for (const [nth] of keys.entries()) {
      const some = keys.slice(0, nth + 1).map((key) => achieved(key));
      expect((await whole(parts, ...some)).isDone).toBe(nth + 1 >= least);
    }
  });

  it('is asked of groups first, by rules of their own', async () => {
    const group = `<item identifier="G"><title>G</title>${item('a')}${item('b')}${rollup('', by('childActivitySet="any"', 'satisfied', 'satisfied'))}</item>`;
    const parts = group + item('c');
    expect((await whole(parts, achieved('b'))).isDone).toBe(false);
    expect((await whole(parts, achieved('b'), achieved('c'))).isDone).toBe(true);
    expect((await whole(parts, achieved('a'), achieved('b'))).isDone).toBe(false);
  });

  it('asks of a part that counts for being done, and not for being satisfied, only the first', async () => {
    const parts =
      item('a', rollup('rollupObjectiveSatisfied="false"')) +
      item('b') +
      rollup('', by('childActivitySet="all"', 'satisfied', 'satisfied'));
    expect((await whole(parts, achieved('b'))).isDone).toBe(true);
    expect((await whole(parts, achieved('a'))).isDone).toBe(false);
    const all = parts.replace('condition="satisfied"', 'condition="completed"');
    expect((await whole(all, achieved('b'))).isDone).toBe(false);
  });

  it('is never that a part was only opened', async () => {
    const parts = item('a') + item('b') + rollup('', by('childActivitySet="any"', 'attempted'));
    expect((await whole(parts, achieved('a', null, 'incomplete'))).isDone).toBe(false);
    expect((await whole(parts, achieved('a'))).isDone).toBe(false);
  });
});
