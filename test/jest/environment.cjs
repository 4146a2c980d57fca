const asyncHooks = require('node:async_hooks');
const { setTimeout: wait } = require('node:timers/promises');

const { TestEnvironment } = require('jest-environment-node');

require('reflect-metadata');
require('../../scripts/register-typescript.cjs');

/** What a test file uses without importing it. */
const GLOBALS = [
  ...['describe', 'it', 'test', 'expect'],
  ...['beforeAll', 'beforeEach', 'afterEach', 'afterAll'],
];
/** A busy machine needs seconds to end a browser; a leak is there after any time. */
const CLOSED_WITHIN_MS = 30_000;

/**
 * Has Node load the test files and all that they import, once per process. Jest would load it for each
 * file again, in a context of that file, and Nest, TypeORM and the academie take longer to load than
 * most files take to run. Rests on what Jest documents: an environment that extends the one for Node,
 * and a transform (load-natively.cjs) that leaves of a test file only a call of `loadNatively`.
 */
module.exports = class NativeModules extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.file = context.testPath;
    this.console = globalThis.console;
    // The pipes of a worker come into being at their first use; a file that prints has not left them open.
    void process.stdout;
    void process.stderr;
    this.openBefore = count(process.getActiveResourcesInfo());
    // `expect` lives in this file's context, and its `any(Number)` must mean the Number of the tests.
    for (const name of builtIns()) this.global[name] = globalThis[name];
    this.global.loadNatively = (file, jest) => this.load(file, jest);
  }

  async setup() {
    await super.setup();
    this.followed = followStorages();
    globalThis.console = this.global.console;
    // Jest maps the lines of what it transformed itself; Node maps those of what Node loaded.
    process.setSourceMapsEnabled(true);
    Error.prepareStackTrace = undefined;
  }

  load(file, jest) {
    for (const name of GLOBALS) globalThis[name] = this.global[name];
    globalThis.jest = jest;
    delete require.cache[file];
    require(file);
  }

  /** Fails a file that leaves a connection, a server, a timer or a process: it would keep Jest's worker alive. */
  async teardown() {
    globalThis.console = this.console;
    this.followed.end();
    await super.teardown();
    const until = Date.now() + CLOSED_WITHIN_MS;
    while (this.leftOpen().length > 0 && Date.now() < until) await wait(10);
    const left = this.leftOpen();
    if (left.length > 0) throw new Error(`${this.file} leaves open: ${left.join(', ')}`);
  }

  leftOpen() {
    return [...count(process.getActiveResourcesInfo())]
      .filter(([kind, many]) => many > (this.openBefore.get(kind) ?? 0))
      .map(([kind]) => kind);
  }
};

/**
 * Turns off at the end each storage that was made since. Jest makes one for each file and leaves it on, and Node then
 * writes a property for each of them on every promise: after a hundred files that took half of all processor time.
 * A storage that is still of use, such as the academie's own, turns itself on again at its next `run`.
 */
function followStorages() {
  const { AsyncLocalStorage } = asyncHooks;
  const made = new Set();
  asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
    constructor(...options) {
      super(...options);
      made.add(this);
    }
  };
  return {
    end() {
      asyncHooks.AsyncLocalStorage = AsyncLocalStorage;
      for (const storage of made) storage.disable();
    },
  };
}

const builtIns = () =>
  Object.getOwnPropertyNames(globalThis).filter(
    (name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function',
  );

function count(kinds) {
  const counts = new Map();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
