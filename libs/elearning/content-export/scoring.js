/*
 * Scores answers in an exported lesson, in thousandths, as the types of questions do in the academie
 * (libs/elearning/question-types; answer-key.spec.ts compares the two).
 */
globalThis.academieScoring = (() => {
  const FULL = 1000;
  const NEXT_TO_NOTHING = 1e-9;
  const WAYS = {
    choose: ({ points }, given) => points[given] ?? 0,
    tick: ({ right }, given) => {
      const hits = given.filter((value) => right.includes(value)).length;
      const misses = given.length - hits;
      return Math.round((Math.max(0, hits - misses) * FULL) / Math.max(1, right.length));
    },
    place: ({ right }, given) => share(right, (value) => given[value] === right[value]),
    pair: ({ right }, given) => share(right, (value) => right[value].includes(given[value])),
    number: ({ answer, tolerance }, given) =>
      Math.abs(Number(given.replace(',', '.')) - answer) <= tolerance + NEXT_TO_NOTHING ? FULL : 0,
    text: ({ answers }, given) => (answers.includes(bare(given)) ? FULL : 0),
    open: () => null,
  };

  const share = (right, isRight) => {
    const values = Object.keys(right);
    return Math.round((values.filter(isRight).length * FULL) / values.length);
  };
  const bare = (text) =>
    text
      .normalize('NFD')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]/gu, '');

  /** Whether somebody answered; half an order or half a match is no answer. */
  function isAnswered({ way, right }, given) {
    switch (way) {
      case 'tick':
        return given.length > 0;
      case 'place':
        return new Set(Object.values(given).filter(Boolean)).size === Object.keys(right).length;
      case 'pair':
        return Object.keys(right).every((value) => given[value]);
      case 'number':
        return /^-?\d{1,9}(?:[.,]\d{1,6})?$/.test(given.trim());
      default:
        return typeof given === 'string' && given.trim() !== '';
    }
  }

  /** Thousandths; null for what a person has to judge. */
  const scoreOf = (key, given) => WAYS[key.way](key, given);

  /** As `resultOf` in the academie: the percentage is rounded down, the exact sum decides. */
  function resultOf(scores, passMark) {
    const judged = scores.filter((score) => score !== null);
    if (judged.length === 0) return undefined;
    const sum = judged.reduce((total, score) => total + score, 0);
    const most = judged.length * FULL;
    return { percent: Math.floor((sum * 100) / most), passed: sum * 100 >= passMark * most };
  }

  return { isAnswered, scoreOf, resultOf };
})();
