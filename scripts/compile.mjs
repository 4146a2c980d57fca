// Compiles the program to dist/: what `apps/academie/tsconfig.app.json` names and all that it imports.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const dist = path.join(root, 'dist');

const config = ts.getParsedCommandLineOfConfigFile(
  path.join(root, 'apps/academie/tsconfig.app.json'),
  // Types are looked at by `npm test` and by CI; looking again is two thirds of the time of a build.
  { noCheck: true },
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => fail([problem]) },
);
const program = ts.createProgram(config.fileNames, config.options);
const wrong = [...config.errors, ...program.getSyntacticDiagnostics()];
if (wrong.length > 0) fail(wrong);
const { diagnostics } = program.emit(undefined, (file, text) =>
  ts.sys.writeFile(file, file.endsWith('.js') ? withPaths(file, text) : text),
);
if (diagnostics.length > 0) fail(diagnostics);

// `@academie/people` is a name for TypeScript alone; Node finds files.
function withPaths(file, text) {
  return text.replace(/require\("@academie\/([a-z]+)"\)/g, (_name, lib) => {
    const to = path.relative(path.dirname(file), path.join(dist, 'libs', lib));
    return `require(${JSON.stringify((to.startsWith('.') ? to : `./${to}`).replaceAll('\\', '/'))})`;
  });
}

function fail(problems) {
  const host = {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  };
  process.stderr.write(ts.formatDiagnostics(problems, host));
  process.exit(1);
}
