/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testRegex: ['/(apps|libs|test)/.*\\.(spec|e2e-spec|browser-spec)\\.ts$'],
  testTimeout: 120_000,
  maxWorkers: '100%',
  // What is tested is loaded by Node, once per process, and not by Jest, once per file.
  testEnvironment: '<rootDir>/test/jest/environment.cjs',
  transform: { 'spec\\.ts$': '<rootDir>/test/jest/load-natively.cjs' },
  testSequencer: '<rootDir>/test/jest/sequencer.cjs',
  globalSetup: '<rootDir>/test/jest/setup.cjs',
  globalTeardown: '<rootDir>/test/jest/teardown.cjs',
  // A busy machine takes longer than Jest's half second to give back the memory of a worker.
  workerGracefulExitTimeout: 30_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};
