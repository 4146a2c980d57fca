import { slugOf } from './slug';

describe('the address of a course', () => {
  it.each([
    ['Basistraining Wet Bibob', 'basistraining-wet-bibob'],
    ['Cyber: één dag (deel 2)', 'cyber-een-dag-deel-2'],
    ['  --  ', 'training'],
    ['日本', 'training'],
    [`${'a'.repeat(79)} b`, 'a'.repeat(79)],
  ])('made from "%s" is %s', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });
});
