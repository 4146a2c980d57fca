import { createReadStream } from 'node:fs';
import net from 'node:net';

/** Where clamd listens: a host and port, or a socket on this machine. */
export type ScannerAddress = { host: string; port: number } | { path: string };

/** The scanner does not answer, or cannot look at this file. */
export class ScannerAway extends Error {}

/** How long clamd may take to be reached, and to say nothing. Milliseconds. */
const LIMITS = { connect: 5_000, silence: 60_000 };
const LONGEST_ANSWER = 1_000;

/**
 * What clamd finds in a file, by the name that it gives; undefined when it finds nothing. The file is sent as it lies
 * on the disk (INSTREAM), so clamd needs no access to it. @throws ScannerAway
 */
export async function foundIn(
  path: string,
  address: ScannerAddress,
  limits = LIMITS,
): Promise<string | undefined> {
  const answer = await askScanner(path, address, limits);
  if (/: OK$/.test(answer)) return undefined;
  const [, name] = /: (.{1,200}) FOUND$/.exec(answer) ?? [];
  if (name) return name;
  throw new ScannerAway(`clamd says "${answer.slice(0, 200)}"`);
}

function askScanner(
  path: string,
  address: ScannerAddress,
  { connect, silence }: typeof LIMITS,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    const fail = (reason: string): void => {
      socket.destroy();
      reject(new ScannerAway(`clamd does not answer: ${reason}`));
    };
    const timer = setTimeout(() => fail('it cannot be reached in time'), connect);
    socket.setTimeout(silence, () => fail('it says nothing'));
    let answer = '';
    socket
      .on('error', ({ message }) => fail(message))
      .on('close', () => fail('it broke off'))
      .on('data', (bytes) => {
        answer += bytes.toString('utf8');
        if (!answer.includes('\0') && answer.length < LONGEST_ANSWER) return;
        socket.destroy();
        resolve(answer.split('\0', 1)[0]?.trim() ?? '');
      })
      .on('connect', () => {
        clearTimeout(timer);
        // What clamd says while it is still being sent to counts: it may have found something, or enough.
        send(path, socket).catch((error: unknown) => fail(String(error)));
      });
  });
}

async function send(path: string, socket: net.Socket): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk))
      await new Promise<void>((resolve) => socket.once('drain', resolve).once('close', resolve));
    if (socket.destroyed) return;
  }
  socket.write(Buffer.alloc(4));
}
