import { readManifest } from '../manifest/read-manifest';
import { readXmlTree } from '../manifest/xml-tree';
import { beside, type Stands, waysIn } from './sequencing';

const item = (key: string, more = ''): string =>
  `<item identifier="${key}" identifierref="R"><title>${key}</title>${more}</item>`;
const order = (inside: string, attributes = ''): string =>
  `<imsss:sequencing ${attributes}>${inside}</imsss:sequencing>`;
const rule = (action: string, conditions: string, combination = 'all'): string =>
  `<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions conditionCombination="${combination}">${conditions}</imsss:ruleConditions><imsss:ruleAction action="${action}"/></imsss:preConditionRule></imsss:sequencingRules>`;
const when = (condition: string, more = ''): string =>
  `<imsss:ruleCondition condition="${condition}" ${more}/>`;

const manifest = async (inside: string, collection = '') =>
  readManifest(
    await readXmlTree(
      Buffer.from(`<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
        xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
        <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
        <organizations default="O"><organization identifier="O"><title>T</title>${inside}</organization></organizations>
        <resources><resource identifier="R" type="webcontent" adlcp:scormType="sco" href="a.html"/></resources>${collection}</manifest>`),
      'imsmanifest.xml',
    ),
    { file: 'imsmanifest.xml', folder: '', has: () => true },
  );
const done = (key: string, more: Partial<Stands> = {}): Stands => ({
  item: key,
  status: 'completed',
  isDone: true,
  ...more,
});
/** `a b! c- d~`: b is closed, c not in the list, d passed over. */
const seen = async (inside: string, stands: Stands[], collection = ''): Promise<string> =>
  waysIn(await manifest(inside, collection), stands)
    .map(
      (way) => way.item.key + (!way.isOpen ? '!' : way.isSkipped ? '~' : way.isChosen ? '' : '-'),
    )
    .join(' ');

describe('the order of a package of SCORM 2004', () => {
  it('is open where the manifest says nothing', async () => {
    expect(await seen(item('a') + item('b'), [])).toBe('a b');
  });

  it('opens a part once another one is satisfied, by a global objective', async () => {
    const parts =
      item(
        'a',
        order(
          `<imsss:objectives><imsss:primaryObjective objectiveID="own"><imsss:mapInfo targetObjectiveID="g" writeSatisfiedStatus="true"/></imsss:primaryObjective></imsss:objectives>`,
        ),
      ) +
      item(
        'b',
        order(
          `${rule('disabled', when('satisfied', 'operator="not" referencedObjective="other"'))}<imsss:objectives><imsss:primaryObjective/><imsss:objective objectiveID="other"><imsss:mapInfo targetObjectiveID="g"/></imsss:objective></imsss:objectives>`,
        ),
      );
    expect(await seen(parts, [])).toBe('a b!');
    expect(await seen(parts, [done('a', { status: 'failed', isDone: false })])).toBe('a b!');
    expect(await seen(parts, [done('a', { status: 'incomplete', isDone: false })])).toBe('a b!');
    expect(await seen(parts, [done('a')])).toBe('a b');
  });

  it('passes over what is satisfied, and hides what is done, with any or all conditions', async () => {
    const skip = item('a', order(rule('skip', when('satisfied'))));
    const hide = item(
      'b',
      order(rule('hiddenFromChoice', when('completed') + when('always', 'operator="not"'), 'any')),
    );
    expect(await seen(skip + hide, [])).toBe('a b');
    expect(await seen(skip + hide, [done('a'), done('b')])).toBe('a~ b-');
  });

  it('keeps to the limit of attempts once the last one ended', async () => {
    const limited = item('a', order('<imsss:limitConditions attemptLimit="2"/>'));
    expect(await seen(limited, [done('a', { attempts: 1, ended: true })])).toBe('a');
    expect(await seen(limited, [done('a', { attempts: 2, ended: false })])).toBe('a');
    expect(await seen(limited, [done('a', { attempts: 2, ended: true })])).toBe('a!');
  });

  it('knows choice, flow and forward only, also of a group and of what is shared', async () => {
    const shared = `<imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:controlMode choice="false" flow="true" forwardOnly="true"/></imsss:sequencing></imsss:sequencingCollection>`;
    const group = `<item identifier="g"><title>g</title>${item('a')}${item('b')}${order('', 'IDRef="S"')}</item>${item('c')}`;
    expect(await seen(group, [], shared)).toBe('a- b- c');
    const ways = waysIn(await manifest(group, shared), []);
    const to = (from: number, by: 1 | -1) => beside(ways, ways[from]!.item, by)?.key;
    expect([to(0, 1), to(1, 1), to(1, -1), to(2, -1), to(2, 1)]).toEqual([
      'b',
      'c',
      undefined,
      'b',
      undefined,
    ]);
    const locked =
      item('a') + item('b') + order('<imsss:controlMode choice="false" flow="false"/>');
    const still = waysIn(await manifest(locked), []);
    expect(beside(still, still[0]!.item, 1)).toBeUndefined();
  });

  it('closes all of a group that is closed', async () => {
    const group = `<item identifier="g"><title>g</title>${item('a')}${order(rule('disabled', when('always')))}</item>${item('c')}`;
    expect(await seen(group, [])).toBe('a! c');
  });
});
