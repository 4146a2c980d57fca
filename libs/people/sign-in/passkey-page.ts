import { isIP } from 'node:net';

import { type Config, readAssets } from '@academie/platform';

/** Whether browsers make passkeys for this address: for a name, not for a number (WebAuthn, section 5.1.2). */
const passkeysWork = ({ publicUrl }: Config): boolean =>
  isIP(new URL(publicUrl).hostname.replace(/[[\]]/g, '')) === 0;

/** What a page needs on which a passkey can be used. */
export function passkeyPage(config: Config): { passkeys: boolean; scripts: string[] } {
  const passkeys = passkeysWork(config);
  return { passkeys, scripts: passkeys ? [readAssets().passkey].flatMap((one) => one ?? []) : [] };
}
