import { ensureBuilt, ensureInstalled, requireNode, say } from './prepare.mjs';

requireNode();
try {
  await ensureInstalled();
  await ensureBuilt({ force: true });
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
