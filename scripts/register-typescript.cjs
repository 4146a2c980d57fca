// Lets this process require TypeScript and `@academie/*`, as Jest does for the tests.
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const { transformSync } = require('@swc/core');

const { transform, moduleNameMapper, rootDir } = require('../jest.config.cjs');

const [, options] = transform['\\.ts$'];
const [[alias, target]] = Object.entries(moduleNameMapper);

require.extensions['.ts'] = (module, filename) => {
  const source = fs.readFileSync(filename, 'utf8');
  module._compile(transformSync(source, { ...options, filename }).code, filename);
};

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const file = request.replace(new RegExp(alias), target.replace('<rootDir>', rootDir));
  return resolve.call(this, file === request ? request : path.join(file, 'index.ts'), ...rest);
};
