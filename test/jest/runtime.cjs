const { createRequire } = require('node:module');
const path = require('node:path');

const { default: Runtime } = require('jest-runtime');

const { mapOf } = require('../../scripts/register-typescript.cjs');

const root = path.join(__dirname, '../..');
const own = ['apps', 'libs', 'migrations', 'scripts'].map(
  (folder) => path.join(root, folder) + path.sep,
);

/** Files that the process loads once, as Node does, for all test files that it runs. */
const isShared = (file) =>
  file.includes(`${path.sep}node_modules${path.sep}`) ||
  own.some((folder) => file.startsWith(folder));

/** Loads what is tested as Node loads it, and only the tests and their helpers as Jest does. */
module.exports = class SharedModules extends Runtime {
  requireModuleOrMock(from, name) {
    const require = createRequire(from);
    const file = path.isAbsolute(require.resolve(name)) && require.resolve(name);
    return file && isShared(file) ? require(file) : super.requireModuleOrMock(from, name);
  }

  getSourceMaps() {
    const maps = super.getSourceMaps();
    const ofTests = maps.get.bind(maps);
    return Object.assign(maps, { get: (file) => ofTests(file) ?? mapOfShared(file) });
  }
};

const mapOfShared = (file) => (file.endsWith('.ts') ? mapOf(file) : undefined);
