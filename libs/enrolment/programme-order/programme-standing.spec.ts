import { type CourseStanding, isCompleted, orderProblem, stepStanding } from './programme-standing';

const step = (choose: number, ...ids: string[]) => ({ choose, courses: ids.map((id) => ({ id })) });
const has = (
  courseId: string,
  standing: CourseStanding['standing'],
  day?: number,
): CourseStanding => ({
  ...{ courseId, standing, offeringId: '', enrolmentId: '' },
  startsAt: day ? new Date(2026, 2, day, 9) : null,
  endsAt: day ? new Date(2026, 2, day, 12) : null,
});
const chosen = (courseId: string, day?: number) => has(courseId, 'seated', day);

describe('how somebody stands in a leergang', () => {
  it.each([
    [[], 'open', 2],
    [[has('a', 'done')], 'open', 1],
    [[has('a', 'done'), has('b', 'waiting')], 'planned', 0],
    [[has('a', 'done'), has('b', 'done')], 'done', 0],
    [[has('a', 'done'), has('b', 'done'), has('c', 'done')], 'done', 0],
    [[has('a', 'seated'), has('b', 'seated'), has('c', 'seated')], 'planned', 0],
    [[has('elsewhere', 'done')], 'open', 2],
  ] as const)('choosing two of four with %j it is %s, with %i to choose', (own, state, left) => {
    expect(stepStanding(step(2, 'a', 'b', 'c', 'd'), own)).toMatchObject({ state, left });
  });

  it('is completed with all its steps, and never without any', () => {
    const steps = [step(1, 'a'), step(1, 'b', 'c')];
    expect(isCompleted(steps, [has('a', 'done'), has('c', 'done')])).toBe(true);
    expect(isCompleted(steps, [has('b', 'done'), has('c', 'done')])).toBe(false);
    expect(isCompleted(steps, [has('a', 'seated'), has('c', 'done')])).toBe(false);
    expect(isCompleted([], [])).toBe(false);
  });

  it.each([
    ['the first step at any time', [], [chosen('a', 9)], chosen('a', 9), undefined],
    ['the second without the first', [], [chosen('b', 9)], chosen('b', 9), 'too-early'],
    ['both in order', [], [chosen('a', 3), chosen('b', 9)], chosen('b', 9), undefined],
    ['both the wrong way round', [], [chosen('a', 9), chosen('b', 3)], chosen('b', 3), 'overtakes'],
    ['after one that is done', [has('a', 'done', 20)], [chosen('b', 3)], chosen('b', 3), undefined],
    [
      'before one that is planned',
      [has('a', 'seated', 9)],
      [chosen('b', 3)],
      chosen('b', 3),
      'overtakes',
    ],
    ['after one at one’s own pace', [], [chosen('a'), chosen('b', 3)], chosen('b', 3), undefined],
  ] as const)('where order is binding, %s', (_what, own, all, date, problem) => {
    expect(orderProblem([step(1, 'a'), step(1, 'b')], own, all, date)?.code).toBe(problem);
  });
});
