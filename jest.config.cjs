const { options } = require('./scripts/register-typescript.cjs');

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testRegex: ['/(apps|libs|test)/.*\\.(spec|e2e-spec|browser-spec)\\.ts$'],
  testTimeout: 120_000,
  maxWorkers: '100%',
  // What is tested is loaded once per process, not once per file.
  testEnvironment: '<rootDir>/test/jest/environment.cjs',
  runtime: '<rootDir>/test/jest/runtime.cjs',
  testSequencer: '<rootDir>/test/jest/sequencer.cjs',
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/database.ts',
  globalTeardown: '<rootDir>/test/support/database.teardown.ts',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  transform: { '\\.ts$': ['@swc/jest', { ...options, sourceMaps: 'inline' }] },
};
