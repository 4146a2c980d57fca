// Lets this process require TypeScript and `@academie/*`: tests and benches run from the source.
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const root = path.join(__dirname, '..');
/** Compiled files are kept here, under the name of their source. */
const compiled = path.join(root, '.data/typescript');

const options = {
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
  jsc: {
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    target: 'es2022',
    keepClassNames: true,
  },
};
const recipe = JSON.stringify([options, require('@swc/core/package.json').version]);

function compile(filename) {
  const source = fs.readFileSync(filename, 'utf8');
  const mark = `// ${createHash('sha1').update(recipe).update(source).digest('hex')}\n`;
  const place = path.join(compiled, `${path.relative(root, filename)}.js`);
  const known = readIfThere(place);
  if (known?.endsWith(mark)) return known;
  const { transformSync } = require('@swc/core');
  const { code } = transformSync(source, { ...options, filename });
  fs.mkdirSync(path.dirname(place), { recursive: true });
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
