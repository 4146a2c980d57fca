import type { LessonRow } from '../content/content.queries';
import { CoursePaper } from './course-paper';
import type { Paper } from './paper';

const lesson = (blocks: object[], test: object | null = null): LessonRow =>
  ({ title: 'Les', blocks, test }) as unknown as LessonRow;

/** What was written, line by line; `[` begins what stands on one page, with what is counted for it. */
const written = async (of: LessonRow): Promise<string[]> => {
  const lines: string[] = [];
  const paper = {
    heading: (_tag: string, text: string) => void lines.push(text),
    text: (text: string) => void lines.push(text),
    list: (items: string[]) => void lines.push(...items),
    together: (texts: string[]) => void lines.push(`[${texts.join('|')}`),
    lines: () => undefined,
    nextPage: () => void lines.push('---'),
  };
  const course = new CoursePaper(paper as unknown as Paper, () => Promise.resolve(undefined));
  await course.lesson(of);
  await course.answers();
  return lines;
};

describe('a course on paper', () => {
  const situation = {
    id: 'f0000000-0000-4000-8000-000000000001',
    kind: 'scenario',
    body: {
      prompt: 'Iemand wacht.',
      deeds: [
        { text: 'Weglopen', consequence: 'Men wordt boos.', points: 0 },
        { text: 'Groeten', consequence: 'Men lacht.', points: 100 },
      ],
    },
  };

  it('has each answer on one page with its question, and what follows from each choice', async () => {
    const lines = await written(lesson([situation]));
    const answers = lines.slice(lines.indexOf('---'));
    expect(answers[3]).toBe(
      '[1. Iemand wacht.|Groeten|Weglopen: Men wordt boos.|Groeten: Men lacht.',
    );
    expect(answers.slice(4)).toEqual([
      '1. Iemand wacht.',
      'Groeten',
      'Weglopen: Men wordt boos.',
      'Groeten: Men lacht.',
    ]);
    // Before that nothing tells.
    expect(lines.slice(0, lines.indexOf('---')).join()).not.toContain('Men ');
  });

  it('says of a test how many of its questions somebody gets', async () => {
    const blocks = [situation, { ...situation, id: 'f0000000-0000-4000-8000-000000000002' }];
    const rules = { passMark: 60, draw: 1, attempts: null, coolingMinutes: 0, shuffle: false };
    const drawn = await written(lesson(blocks, rules));
    expect(drawn).toContain('In de academie krijgt iedereen 1 van deze 2 vragen.');
    const all = await written(lesson(blocks, { ...rules, draw: null }));
    expect(all.join()).not.toContain('van deze');
  });
});
