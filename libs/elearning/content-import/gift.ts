import { typedNumber } from '../question/question-body';
import type { QuestionKind } from '../question-types/question-types';

/** A question of a file in GIFT, not yet checked against its class. */
export interface GiftQuestion {
  /** Where it begins, from 1. */
  line: number;
  kind: QuestionKind;
  body: Record<string, unknown>;
}

/** Something in the file that cannot be read; `line` from 1. */
export interface GiftProblem {
  line: number;
}

/** One answer: `=right`, `~wrong`, `~%50%half`, with `#feedback`. */
interface GiftAnswer {
  isRight: boolean;
  weight: number | undefined;
  text: string;
  feedback: string | undefined;
}

/**
 * The questions in a text in GIFT, the format in which Moodle writes question banks: true or false, one or
 * several answers, a few words, numbers, pairs and essays. Categories, comments and names are left out.
 */
export function readGift(text: string, noModel: string): (GiftQuestion | GiftProblem)[] {
  return pieces(text).map(({ line, piece }) => {
    const found = readPiece(piece, noModel);
    return found ? { line, ...found } : { line };
  });
}

/** Questions stand apart by empty lines; lines of comment and categories are none. */
function pieces(text: string): { line: number; piece: string }[] {
  const found: { line: number; piece: string }[] = [];
  let lines: string[] = [];
  let from = 1;
  const finish = (): void => {
    if (lines.length > 0) found.push({ line: from, piece: lines.join('\n') });
    lines = [];
  };
  text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .forEach((line, nth) => {
      if (/^\s*(?:\/\/|\$CATEGORY:)/.test(line)) return;
      if (line.trim() === '') return finish();
      if (lines.length === 0) from = nth + 1;
      lines.push(line);
    });
  finish();
  return found;
}

function readPiece(piece: string, noModel: string): Omit<GiftQuestion, 'line'> | undefined {
  const masked = mask(piece);
  const open = masked.indexOf('{');
  const close = masked.indexOf('}', open);
  if (open < 0 || close < 0) return undefined;
  const before = masked.slice(0, open).replace(/^\s*::[^:]*::/, '');
  const after = masked.slice(close + 1).trim();
  const prompt = unmask(after === '' ? before : `${before.trimEnd()} … ${after}`).trim();
  return questionOf(prompt, masked.slice(open + 1, close).trim(), noModel);
}

function questionOf(
  prompt: string,
  inside: string,
  noModel: string,
): Omit<GiftQuestion, 'line'> | undefined {
  if (inside === '') return { kind: 'open', body: { prompt, model: noModel } };
  const [, word, feedback] = /^(TRUE|FALSE|T|F)\s*(?:#(.*))?$/is.exec(inside) ?? [];
  if (word) {
    const [wrong = '', right = ''] = (feedback ?? '').split('#').map((part) => unmask(part).trim());
    const isTrue = /^t/i.test(word);
    return {
      kind: 'true_false',
      body: clean({ prompt, isTrue, feedbackWrong: wrong, feedbackRight: right }),
    };
  }
  if (inside.startsWith('#')) return numberOf(prompt, inside.slice(1));
  const answers = answersOf(inside);
  if (answers.length === 0) return undefined;
  if (answers.every(({ text, isRight }) => isRight && text.includes('->')))
    return { kind: 'match', body: { prompt, pairs: answers.map(({ text }) => pairOf(text)) } };
  if (answers.every(({ isRight }) => isRight))
    return { kind: 'short_text', body: { prompt, answers: answers.map(({ text }) => text) } };
  const several = !answers.some(({ isRight }) => isRight);
  return {
    kind: several ? 'several' : 'one',
    body: {
      prompt,
      choices: answers.map(({ text, isRight, weight = 0, feedback: said }) =>
        clean({ text, correct: several ? weight > 0 : isRight, feedback: said }),
      ),
    },
  };
}

function answersOf(inside: string): GiftAnswer[] {
  return [...inside.matchAll(/([=~])([^=~]*)/g)].map(([, sign, rest = '']) => {
    const [, percent, said = ''] =
      /^(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(rest.trimStart()) ?? [];
    const [text = '', ...feedback] = said.split('#');
    return {
      isRight: sign === '=',
      weight: percent === undefined ? undefined : Number(percent),
      text: unmask(text).trim(),
      feedback: feedback.length > 0 ? unmask(feedback.join('#')).trim() : undefined,
    };
  });
}

/** `3.14:0.01`, `1..5`, or the first of several with `=`. */
function numberOf(prompt: string, inside: string): Omit<GiftQuestion, 'line'> | undefined {
  const first = unmask(inside.replace(/^\s*=\s*(?:%[^%]*%)?/, '').split(/[=~#]/)[0] ?? '').trim();
  const [low, high] = first.split('..').map((part) => typedNumber(part));
  if (first.includes('..'))
    return low === undefined || high === undefined
      ? undefined
      : { kind: 'number', body: { prompt, answer: (low + high) / 2, tolerance: (high - low) / 2 } };
  const [answer, tolerance = 0] = first.split(':').map((part) => typedNumber(part));
  return answer === undefined ? undefined : { kind: 'number', body: { prompt, answer, tolerance } };
}

function pairOf(text: string): { left: string; right: string } {
  const [left = '', right = ''] = text.split('->');
  return { left: left.trim(), right: right.trim() };
}

const clean = (body: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== undefined && value !== ''),
  );

// Signs behind a backslash are text: each gets a place of its own while the others are looked for.
const SIGNS = '~=#{}:\\';
const FIRST = 0xe000;
const mask = (text: string): string =>
  text.replace(/\\([~=#{}:\\])/g, (_all, sign: string) =>
    String.fromCharCode(FIRST + SIGNS.indexOf(sign)),
  );
const unmask = (text: string): string =>
  text
    .replace(/[\ue000-\ue006]/g, (place) => SIGNS[place.charCodeAt(0) - FIRST] ?? '')
    .replace(/^\s*\[(?:html|moodle|plain|markdown)\]/, '')
    .replace(/\\n/g, '\n');
