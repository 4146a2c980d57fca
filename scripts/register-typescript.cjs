// Lets this process require TypeScript and `@academie/*`, compiled as Jest compiles the tests.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.join(__dirname, '..');
/** What was compiled before lies here, under the name of its source. */
const compiled = path.join(root, '.data/typescript');

/** How swc compiles what is TypeScript; Jest uses it for the tests (jest.config.cjs). */
const options = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
};
const recipe = JSON.stringify([options, require('@swc/core/package.json').version]);

/** Where the source map of a file lies that was required here. */
const mapOf = (filename) => `${placeOf(filename)}.map`;
const placeOf = (filename) => path.join(compiled, `${path.relative(root, filename)}.js`);

function compile(filename) {
  const source = fs.readFileSync(filename, 'utf8');
  const mark = `// ${createHash('sha1').update(recipe).update(source).digest('hex')}\n`;
  const place = placeOf(filename);
  const known = readIfThere(place);
  if (known?.endsWith(mark)) return known;
  const { transformSync } = require('@swc/core');
  const { code, map } = transformSync(source, { ...options, sourceMaps: true, filename });
  fs.mkdirSync(path.dirname(place), { recursive: true });
  write(`${place}.map`, map);
  write(place, `${code}\n${mark}`);
  return code;
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

// Another process may read it at this moment.
function write(file, text) {
  const draft = `${file}.${process.pid}`;
  fs.writeFileSync(draft, text);
  fs.renameSync(draft, file);
}

require.extensions['.ts'] = (module, filename) => module._compile(compile(filename), filename);

const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) {
  const [, lib] = /^@academie\/([^/]+)$/.exec(request) ?? [];
  return resolve.call(this, lib ? path.join(root, 'libs', lib, 'index.ts') : request, ...rest);
};

module.exports = { mapOf, options };
