const { default: Sequencer } = require('@jest/test-sequencer');

/** These take longest, as far as a fresh clone can know. */
const LONG = [/demo/, /pages\.e2e/, /api-fuzz/, /browser-spec/, /-model\./, /-rush\./];

/** Starts with what takes longest, so that no worker is left with it when the others are done. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONG.findIndex((long) => long.test(path)) + 1 || 99) - 1;
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
