import fc from 'fast-check';

import { currentMark, type MarkFacts } from './current-mark';
import { MARK_SOURCES, MARK_VALUES } from './mark-value';

const at = (time: string): Date => new Date(`2026-03-10T${time}:00+01:00`);
const mark = (facts: Partial<MarkFacts>): MarkFacts => ({
  id: 1,
  value: 'present',
  source: 'trainer',
  occurredAt: at('09:30'),
  recordedAt: at('09:30'),
  ...facts,
});

describe('the mark that holds', () => {
  it('is none when nobody said anything', () => {
    expect(currentMark([])).toBeUndefined();
  });

  it('is what the trainer saw, however late somebody checks in by themselves', () => {
    const trainer = mark({ value: 'absent', occurredAt: at('09:35') });
    const self = mark({ id: 2, value: 'present', source: 'self_qr', occurredAt: at('11:00') });

    expect(currentMark([trainer, self])).toBe(trainer);
  });

  it.each(['correction', 'paper'] as const)('is that of a %s as much as of a trainer', (source) => {
    const earlier = mark({ value: 'absent' });
    const later = mark({ id: 2, source, occurredAt: at('12:00') });

    expect(currentMark([later, earlier])).toBe(later);
  });

  it('is the one seen last, also when a phone without connection sends it afterwards', () => {
    const seenFirst = mark({ id: 2, value: 'absent', recordedAt: at('12:00') });
    const seenLast = mark({ value: 'present', occurredAt: at('09:40'), recordedAt: at('09:40') });

    expect(currentMark([seenFirst, seenLast])).toBe(seenLast);
  });

  it('is the one that came in last when two were seen at the same moment', () => {
    const first = mark({ value: 'absent' });
    const second = mark({ id: 2, value: 'present', recordedAt: at('09:31') });

    expect(currentMark([second, first])).toBe(second);
  });

  it('does not depend on the order in which marks come in, nor on how often one is sent', () => {
    const moments = fc.integer({ min: 0, max: 3 }).map((minute) => at(`09:3${minute}`));
    const marks = fc
      .array(
        fc.record({
          value: fc.constantFrom(...MARK_VALUES),
          source: fc.constantFrom(...MARK_SOURCES),
          occurredAt: moments,
          recordedAt: moments,
        }),
        { minLength: 1, maxLength: 12 },
      )
      .map((list) => list.map((facts, id) => ({ ...facts, id })));
    const sentAgain = marks.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.array(fc.constantFrom(...list), { maxLength: 12 }).chain((repeats) => {
          const all = [...list, ...repeats];
          return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
        }),
      ),
    );

    fc.assert(
      fc.property(sentAgain, ([once, shuffled]) => {
        expect(currentMark(shuffled)).toBe(currentMark(once));
      }),
    );
  });
});
