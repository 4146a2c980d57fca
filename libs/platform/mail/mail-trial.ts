import { Inject, Injectable } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';

/** How a mail that was sent to try out the mail server went. */
export interface TrialResult {
  /** `taken`: the mail server took it. `refused`: it did not, or did not answer. `none`: there is no mail server. */
  outcome: 'taken' | 'refused' | 'none';
  /** What the mail server said, or why there was no answer. English, of the server. */
  answer: string;
}

/** Somebody waits for the answer, so a server that is silent is given up on. */
const PATIENCE = { connectionTimeout: 8000, greetingTimeout: 8000, socketTimeout: 10_000 };

/** Tries out the mail server, past the outbox: the person who asks wants to know at once. */
@Injectable()
export class MailTrial {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Sends a mail now and says what happened; never throws. */
  async send(mail: { to: string; subject: string; text: string }): Promise<TrialResult> {
    if (!this.config.smtpUrl) return { outcome: 'none', answer: '' };
    const { createTransport } = await import('nodemailer');
    const transport = createTransport(
      { url: this.config.smtpUrl, ...PATIENCE },
      { from: this.config.mailFrom },
    );
    try {
      const sent = (await transport.sendMail(mail)) as { response?: string };
      return { outcome: 'taken', answer: sent.response ?? '' };
    } catch (error) {
      return { outcome: 'refused', answer: error instanceof Error ? error.message : String(error) };
    } finally {
      transport.close();
    }
  }
}
