const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * These take longest, as far as a fresh clone can know. Of those that want the demo one is first: it makes the copy
 * that the others wait for, while another worker does what needs no demo.
 */
const LONG = [
  /pages\.e2e/,
  /browser-spec/,
  /import-long/,
  /demo/,
  /api-fuzz/,
  /-pace\./,
  /-load\./,
  /-model\./,
];

/** Starts with what takes longest, so that no worker is left with it when the others are done. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => (LONG.findIndex((long) => long.test(path)) + 1 || 99) - 1;
    return super.sort(tests).sort((a, b) => rank(a) - rank(b));
  }
};
