import net from 'node:net';
import type { AddressInfo } from 'node:net';

/** The text that scanners of viruses agreed to find, for tests. */
export const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';

/** Speaks as clamd does: takes a file in pieces (INSTREAM), and says whether EICAR is in it. */
export class GivenScanner {
  /** What it was sent. */
  readonly seen: string[] = [];
  private readonly server = net.createServer((socket) => {
    let bytes = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, more]);
      const content = contentOf(bytes);
      if (content === undefined) return;
      this.seen.push(content.toString('latin1'));
      const isFound = content.includes(EICAR);
      socket.end(`stream: ${isFound ? 'Eicar-Test-Signature FOUND' : 'OK'}\0`);
    });
  });

  async start(): Promise<{ host: string; port: number }> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** Undefined until the piece of no length has come. */
function contentOf(bytes: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (bytes.length < command.length) return undefined;
  if (bytes.toString('latin1', 0, command.length) !== command) throw new Error('not INSTREAM');
  const parts: Buffer[] = [];
  for (let at = command.length; at + 4 <= bytes.length;) {
    const length = bytes.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    if (at + 4 + length > bytes.length) return undefined;
    parts.push(bytes.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
