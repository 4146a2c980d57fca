import type { Config } from '../config/config';
import { bytesOf } from './bytes-of';
import { FilesAway } from './files-away';

/**
 * Looks at the start whether uploaded files can be brought, read and removed where the configuration says. A store
 * that is away is told with `say`: the academie does without until it comes back.
 * @throws FilesUnusable with a sentence for who set it up
 */
export async function checkFiles(config: Config, say: (line: string) => void): Promise<void> {
  const bytes = bytesOf(config);
  try {
    await bytes.check();
  } catch (error) {
    if (!(error instanceof FilesAway)) throw error;
    say(`${error.message} The academie starts without uploaded files until it does.`);
  } finally {
    bytes.close();
  }
}
