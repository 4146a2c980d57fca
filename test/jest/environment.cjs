const vm = require('node:vm');

const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * Runs tests in the realm of the process itself. Jest gives each file a realm of its own, in which an
 * Array is another Array than that of the modules that the process loaded; so each file would have to
 * load Nest, TypeORM and the academie anew, which costs more than most tests do.
 */
class OneRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimersModern;
  console = globalThis.console;
  exit = process.exit;
  symbols = Object.getOwnPropertySymbols(globalThis);

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {}

  /** What Jest put in the way of this file must not be in that of the next. */
  async teardown() {
    this.fakeTimersModern.dispose();
    delete globalThis[Symbol.for('EVENT_HANDLERS')];
    // Under symbols of its own it keeps the tests, and with them the academie that each of them started.
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (Symbol.keyFor(symbol) === undefined && !this.symbols.includes(symbol))
        delete globalThis[symbol];
    globalThis.console = this.console;
    process.exit = this.exit;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return HERE;
  }
}

// Jest compiles a module for the context it is given; Node knows no object for "none but ours".
const HERE = {};
const { compileFunction } = vm;
vm.compileFunction = (code, params, { parsingContext, ...options } = {}) =>
  compileFunction(code, params, parsingContext === HERE ? options : { parsingContext, ...options });

module.exports = OneRealm;
