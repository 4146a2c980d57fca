import { FairShare, markdownHtml, t } from '@academie/platform';

import { questionsOf, type Question } from '../attempt/grading';
import type { Block } from '../block/block';
import { readBlockView } from '../block/block-view';
import type { LessonRow } from '../content/content.queries';
import type { AskedItem } from '../question/question-type';
import { isQuestionKind, orderInLesson, questionType } from '../question-types/question-types';
import { answerKey } from './answer-key';
import type { Paper } from './paper';
import { paperText } from './paper-text';

/** What was answered rightly, for the last pages. */
interface Solved {
  heading: string;
  solution: string[];
  /** What somebody is told who chooses this: of a situation its consequence. */
  told: string[];
  explanation: string;
}

/** Writes lessons on paper: what is read, questions with room to answer, and the answers at the end. */
export class CoursePaper {
  private readonly solved: { lesson: string; answers: Solved[] }[] = [];
  /** A course may be a hundred pages: others go first in between. */
  private readonly share = new FairShare();

  /** `picture` gives the bytes of a picture of the store. */
  constructor(
    private readonly paper: Paper,
    private readonly picture: (id: string) => Promise<Buffer | undefined>,
  ) {}

  async lesson({ title, blocks, test }: LessonRow): Promise<void> {
    this.paper.heading('H3', title);
    const questions = questionsOf(blocks);
    if (test) this.paper.text(t('elearning.rule.pass-mark', { passMark: test.passMark }));
    if (test?.draw && test.draw < questions.length)
      this.paper.text(
        t('elearning.export.paper.draw', { count: test.draw, all: questions.length }),
      );
    const answers: Solved[] = [];
    for (const block of blocks) {
      await this.share.pass();
      const nth = questions.findIndex(({ id }) => id === block.id) + 1;
      if (nth > 0) answers.push(this.question(block as Question, nth));
      else await this.read(block);
    }
    if (answers.length > 0) this.solved.push({ lesson: title, answers });
  }

  /** The answers, on pages of their own. */
  async answers(): Promise<void> {
    if (this.solved.length === 0) return;
    this.paper.nextPage();
    this.paper.heading('H2', t('elearning.export.paper.answers'));
    for (const { lesson, answers } of this.solved) {
      this.paper.heading('H3', lesson);
      for (const { heading, solution, told, explanation } of answers) {
        await this.share.pass();
        // A question never stands on another page than its answer.
        this.paper.together([heading, ...solution, ...told]);
        this.paper.text(heading, { isBold: true });
        this.paper.list(solution);
        this.paper.list(told);
        this.html(explanation);
      }
    }
  }

  private question({ id, kind, body }: Question, nth: number): Solved {
    const order = orderInLesson(kind, body, id);
    const { prompt, items, ...asked } = questionType(kind).ask(body, order);
    const heading = `${nth}. ${prompt}`;
    const texts = items.map(({ text }) => text);
    const rights = ((asked.rights as AskedItem[] | undefined) ?? []).map(
      ({ text }, nth) => `${String.fromCharCode(97 + nth)}. ${text}`,
    );
    const room = items.length > 0 ? 0 : kind === 'open' ? 6 : 1;
    this.paper.together([heading, ...texts, ...rights], room);
    this.paper.text(heading, { isBold: true });
    if (kind === 'order') this.paper.list(texts, 'line');
    else if (kind === 'match') {
      this.paper.list(texts, 'line');
      this.paper.text(t('elearning.export.paper.match'), { isSoft: true });
      this.paper.list(rights);
    } else if (items.length > 0) this.paper.list(texts, 'box');
    else this.paper.lines(room);
    const key = answerKey({ id, kind, body }, id);
    const { solution, explanation } = key;
    const feedback = 'feedback' in key ? key.feedback : {};
    const told = items.flatMap(({ value, text }) =>
      feedback[value] ? `${text}: ${feedback[value]}` : [],
    );
    return { heading, solution, told, explanation };
  }

  private async read(block: Block): Promise<void> {
    const { kind, body } = block;
    if (isQuestionKind(kind)) return;
    const text = (name: string): string => (typeof body[name] === 'string' ? body[name] : '');
    switch (kind) {
      case 'text':
        return this.html(markdownHtml(text('text')));
      case 'quote':
        this.paper.text(`‘${text('text')}’`);
        return this.paper.text(text('source'), { isSoft: true });
      case 'accordion': {
        const { parts } = readBlockView(block) as { parts: { title: string; html: string }[] };
        for (const { title, html } of parts) {
          this.paper.heading('H4', title);
          this.html(html);
        }
        return;
      }
      case 'checklist':
        this.paper.text(text('title'), { isBold: true });
        return this.paper.list(body.items as string[], 'box');
      case 'picture': {
        const bytes = await this.picture(text('fileId'));
        const isShown = bytes !== undefined && this.paper.picture(bytes, text('alt'));
        if (!isShown) this.paper.text(t('elearning.export.paper.picture', { alt: text('alt') }));
        return this.paper.text(text('caption'), { isSoft: true });
      }
      case 'video':
        this.paper.together([text('title')], 2);
        this.paper.text(t('elearning.export.paper.video', { title: text('title') }), {
          isBold: true,
        });
        return this.html(markdownHtml(text('transcript')));
      case 'file':
        return this.paper.text(t('elearning.export.paper.file', { title: text('title') }));
      default:
        return kind satisfies never;
    }
  }

  private html(html: string): void {
    let items: string[] = [];
    const list = (): void => {
      this.paper.list(items);
      items = [];
    };
    for (const { as, text } of paperText(html)) {
      if (as === 'item') {
        items.push(text);
        continue;
      }
      list();
      if (as === 'heading') this.paper.heading('H4', text);
      else this.paper.text(text);
    }
    list();
  }
}
