import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

/** A mail as it came over the wire. */
export interface ReceivedMail {
  to: string;
  raw: string;
}

/** A real SMTP server on a port of its own; `answer` decides what it says to each mail. */
export class MailServer {
  readonly received: ReceivedMail[] = [];
  /** Called before a mail is taken; whatever it throws is what the sender hears. */
  before: (mail: ReceivedMail) => Promise<void> = async () => undefined;

  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const mail = {
          to: session.envelope.rcptTo.map(({ address }) => address).join(),
          raw: Buffer.concat(parts).toString(),
        };
        this.before(mail).then(
          () => {
            this.received.push(mail);
            done();
          },
          (error: unknown) => done(error as Error),
        );
      });
    },
  });

  /** Where it listens, as SMTP_URL wants it. */
  url = '';

  /** Starts it; returns its address. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = this.server.server.address() as AddressInfo;
    this.url = `smtp://127.0.0.1:${port}`;
    return this.url;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}
