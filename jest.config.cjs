const fs = require('node:fs');
const path = require('node:path');

// Jest runs CommonJS, and below Node 24.9 it cannot require an ES module. So every installed
// package that is one (Nest 12, among others) goes through the transform too.
const modules = path.join(__dirname, 'node_modules');
const esModules = fs
  .readdirSync(modules)
  .filter((name) => !name.startsWith('.'))
  .flatMap((name) =>
    name.startsWith('@')
      ? fs.readdirSync(path.join(modules, name)).map((part) => `${name}/${part}`)
      : [name],
  )
  .filter((name) => {
    const manifest = path.join(modules, name, 'package.json');
    return fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest)).type === 'module';
  })
  // Not a module itself, but it imports one; Jest knows no import() without a flag.
  .concat('@fastify/cookie')
  .map((name) => name.replace(/[/.]/g, '\\$&'));

const swc = (parser, transform) => [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'commonjs' },
    jsc: { parser, transform, target: 'es2022', keepClassNames: true },
  },
];

/** @type {import('jest').Config} */
module.exports = {
  rootDir: __dirname,
  testEnvironment: 'node',
  testRegex: ['/(apps|libs|test)/.*\\.(spec|e2e-spec|browser-spec)\\.ts$'],
  testTimeout: 120_000,
  maxWorkers: '100%',
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/database.ts',
  globalTeardown: '<rootDir>/test/database.teardown.ts',
  moduleNameMapper: { '^@academie/([^/]+)$': '<rootDir>/libs/$1' },
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
  transform: {
    '\\.ts$': swc(
      { syntax: 'typescript', decorators: true },
      { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    ),
    '\\.m?js$': swc({ syntax: 'ecmascript' }),
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esModules.join('|')})/)`],
};
