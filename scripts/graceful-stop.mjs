import fs from 'node:fs';

/**
 * Calls `stop` once, on Ctrl-C, a termination, a closed terminal, or when npm is gone: npm hands a
 * SIGTERM only to the shell between npm and this process, and a killed npm hands on nothing. Then
 * ends the process with `code`, after ten seconds at the latest. Returns a function that does the
 * same with another code, for a process that ends by itself.
 */
export function onStop(stop, code = 1) {
  let stopping = false;
  const end = async (exitCode) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    let failed = false;
    await stop().catch((error) => {
      failed = true;
      console.error(error);
    });
    process.exit(failed ? 1 : exitCode);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end(code));
  if (process.env.npm_lifecycle_event) {
    const began = ancestry();
    setInterval(() => ancestry() !== began && void end(code), 500).unref();
  }
  return end;
}

/** Our parent, and when that is npm's shell (seen on Linux only) also the npm above it. */
function ancestry() {
  const parent = process.ppid;
  try {
    const [, name, above] = /\((.*)\) \S (\d+)/.exec(
      fs.readFileSync(`/proc/${parent}/stat`, 'utf8'),
    );
    return /sh$/.test(name) ? `${parent} ${above}` : `${parent}`;
  } catch {
    return `${parent}`;
  }
}
