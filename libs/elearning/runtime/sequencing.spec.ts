import { readManifest } from '../manifest/read-manifest';
import { readXmlTree } from '../manifest/xml-tree';
import { afterEnd } from './after-end';
import { arranged } from './arrangement';
import type { Stands } from './conditions';
import { beside, waysIn } from './sequencing';

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

  it('reads the scores of other parts, by global objectives', async () => {
    const map = (attributes: string) =>
      `<imsss:mapInfo targetObjectiveID="g" ${attributes}/></imsss:primaryObjective></imsss:objectives>`;
    const test = (attributes: string) =>
      item(
        'a',
        order(`<imsss:objectives><imsss:primaryObjective objectiveID="own">${map(attributes)}`),
      );
    const more = item(
      'b',
      order(
        `${rule('skip', when('objectiveMeasureGreaterThan', 'measureThreshold="0.8"'))}<imsss:objectives><imsss:primaryObjective objectiveID="o">${map('')}`,
      ),
    );
    const writes = test('writeNormalizedMeasure="true"') + more;
    expect(await seen(writes, [])).toBe('a b');
    expect(await seen(writes, [done('a', { score: 80 })])).toBe('a b');
    expect(await seen(writes, [done('a', { score: 81 })])).toBe('a b~');
    // Its own score goes first, and what was not written is not read.
    expect(await seen(writes, [done('a', { score: 90 }), done('b', { score: 10 })])).toBe('a b');
    expect(await seen(test('') + more, [done('a', { score: 90 })])).toBe('a b');
  });

  it('keeps choices out of a group, and within one, as the manifest constrains them', async () => {
    const considered = (what: string) =>
      order(`<adlseq:constrainedChoiceConsiderations xmlns:adlseq="a" ${what}="true"/>`);
    const group = (key: string, inside: string) =>
      `<item identifier="${key}"><title>${key}</title>${inside}</item>`;
    const from = async (inside: string, current?: string): Promise<string> =>
      waysIn(await manifest(inside), [], current)
        .map((way) => way.item.key + (way.isChosen ? '' : '-'))
        .join(' ');
    const closed = item('a') + group('G', item('b') + item('c') + considered('preventActivation'));
    expect(await from(closed, 'a')).toBe('a b- c-');
    expect(await from(closed, 'b')).toBe('a b c');
    // "Next" leads in all the same.
    const ways = waysIn(await manifest(closed), [], 'a');
    expect(beside(ways, ways[0]!.item, 1)?.key).toBe('b');

    const some =
      group('F', item('a') + item('b')) +
      group('G', item('c') + item('d') + considered('constrainChoice')) +
      group('H', item('e') + item('f')) +
      item('z');
    expect(await from(some, 'c')).toBe('a b c d e f z-');
    expect(await from(some, 'a')).toBe('a b c d e f z');
    const last = item('y') + item('x') + group('G', item('c') + considered('constrainChoice'));
    expect(await from(last, 'c')).toBe('y- x c');
  });

  it('closes all of a group that is closed', async () => {
    const group = `<item identifier="g"><title>g</title>${item('a')}${order(rule('disabled', when('always')))}</item>${item('c')}`;
    expect(await seen(group, [])).toBe('a! c');
  });
});

describe('the end of a part of SCORM 2004', () => {
  const ruled = (kind: 'post' | 'exit', action: string, conditions: string) =>
    `<imsss:${kind}ConditionRule><imsss:ruleConditions>${conditions}</imsss:ruleConditions><imsss:ruleAction action="${action}"/></imsss:${kind}ConditionRule>`;
  const rules = (...some: string[]) =>
    order(`<imsss:sequencingRules>${some.join('')}</imsss:sequencingRules>`);
  const group = (key: string, inside: string) =>
    `<item identifier="${key}"><title>${key}</title>${inside}</item>`;
  const failed = (key: string): Stands => done(key, { status: 'failed', isDone: false, score: 30 });
  /** `b`, `b!` when it begins anew, `> b` when only going on leads there. */
  const leads = async (inside: string, stands: Stands[], ended: string): Promise<string> => {
    const { items } = await manifest(inside);
    const part = items.find(({ key }) => key === ended)!;
    const { go, onward } = afterEnd(items, stands, waysIn({ items }, stands), part);
    if (go) return go === 'out' ? 'out' : go.item.key + (go.isFresh ? '!' : '');
    return onward ? `> ${onward.key}` : '';
  };
  const ends = (action: string, conditions = when('satisfied', 'operator="not"')) =>
    item('a') + item('b', rules(ruled('post', action, conditions))) + item('c');

  it('leads where its learner wants while no rule holds', async () => {
    expect(await leads(item('a') + item('b'), [done('a')], 'a')).toBe('');
    expect(await leads(ends('retry'), [done('b')], 'b')).toBe('');
  });

  it.each([
    ['continue', 'c'],
    ['previous', 'a'],
    ['retry', 'b!'],
    ['retryAll', 'a!'],
    ['exitParent', 'out'],
    ['exitAll', 'out'],
  ])('leads by %s to %s', async (action, to) => {
    expect(await leads(ends(action), [failed('b')], 'b')).toBe(to);
  });

  it('leads by the first rule that holds, and looks at scores', async () => {
    const some = rules(
      ruled('post', 'retry', when('objectiveMeasureLessThan', 'measureThreshold="0.2"')),
      ruled('post', 'continue', when('objectiveMeasureGreaterThan', 'measureThreshold="0.2"')),
      ruled('post', 'exitAll', when('always')),
    );
    const parts = item('a', some) + item('b');
    expect(await leads(parts, [failed('a')], 'a')).toBe('b');
    expect(await leads(parts, [{ ...failed('a'), score: 10 }], 'a')).toBe('a!');
    expect(await leads(parts, [{ ...failed('a'), score: null }], 'a')).toBe('out');
    const known = rules(ruled('post', 'retry', when('objectiveMeasureKnown')));
    expect(await leads(item('a', known), [done('a')], 'a')).toBe('');
    expect(await leads(item('a', known), [failed('a')], 'a')).toBe('a!');
  });

  it('ends what is around it, whose own rules then lead on', async () => {
    const up = rules(ruled('post', 'exitParent', when('always')));
    const inside = item('a', up) + item('b');
    expect(await leads(group('G', inside) + item('c'), [done('a')], 'a')).toBe('> c');
    const again = rules(ruled('post', 'retry', when('completed', 'operator="not"')));
    const both = group('G', inside + again) + item('c');
    expect(await leads(both, [done('a')], 'a')).toBe('a!');
    expect(await leads(both, [done('a'), done('b')], 'a')).toBe('> c');
    const off = rules(
      ruled('exit', 'exit', when('attempted')),
      ruled('post', 'exitAll', when('always')),
    );
    expect(await leads(group('G', item('a') + off) + item('c'), [done('a')], 'a')).toBe('out');
  });

  it('stops who chooses past a part, and not who goes on', async () => {
    const stop = item(
      'a',
      order(rule('stopForwardTraversal', when('completed', 'operator="not"'))),
    );
    expect(await seen(stop + group('G', item('b')) + item('c'), [])).toBe('a b- c-');
    expect(await seen(stop + item('b'), [done('a')])).toBe('a b');
  });

  it('passes over a group that is done', async () => {
    const skipped = group('G', item('a') + item('b') + order(rule('skip', when('satisfied'))));
    expect(await seen(skipped + item('c'), [done('a')])).toBe('a b c');
    expect(await seen(skipped + item('c'), [done('a'), done('b')])).toBe('a~ b~ c');
  });
});

describe('parts that are drawn', () => {
  const drawn = async (attributes: string, learner: string): Promise<string> => {
    const parts = ['a', 'b', 'c', 'd', 'e'].map((key) => item(key)).join('');
    const bank = `<item identifier="G"><title>G</title>${parts}${order(`<imsss:randomizationControls ${attributes}/>`)}</item>`;
    const { items } = await manifest(item('intro') + bank + item('end'));
    return arranged(items, learner)
      .map(({ key }) => key)
      .join('');
  };
  const learners = Array.from({ length: 40 }, (_, nth) => `learner ${nth}`);
  const all = (attributes: string) =>
    Promise.all(learners.map((learner) => drawn(attributes, learner)));

  it('are as many as the manifest says, the same ones for a learner, others for another', async () => {
    const some = await all('selectionTiming="once" selectCount="2"');
    expect(some.every((one) => /^introG(?=..end)a?b?c?d?e?end$/.test(one))).toBe(true);
    expect(new Set(some).size).toBeGreaterThan(4);
    expect(await all('selectionTiming="once" selectCount="2"')).toEqual(some);
    expect(new Set(some.join('').replaceAll(/intro|end|G/g, ''))).toEqual(new Set('abcde'));
  });

  it('stand in another order for each learner, where that is asked', async () => {
    const mixed = await all('randomizationTiming="onEachNewAttempt" reorderChildren="true"');
    expect(mixed.every((one) => one.slice(6, -3).split('').sort().join('') === 'abcde')).toBe(true);
    expect(new Set(mixed).size).toBeGreaterThan(10);
  });

  it.each([
    '',
    'selectCount="2"',
    'selectionTiming="never" selectCount="2"',
    'reorderChildren="true"',
  ])('are all of them, in their order, for %s', async (attributes) => {
    expect(new Set(await all(attributes))).toEqual(new Set(['introGabcdeend']));
  });
});
