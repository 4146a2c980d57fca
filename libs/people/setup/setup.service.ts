import { Injectable } from '@nestjs/common';

import {
  Clock,
  Database,
  Installation,
  type InstallationTexts,
  Journal,
  newId,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { NoPicture, PictureTooLarge } from '../people.errors';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** It is on every page. */
const MOST_BYTES = 100_000;
/** Larger ones are no logo, and a small file can hold a picture that fills the memory of a phone. */
const MOST_PIXELS = 2000;

/** Changes the settings of the installation; every change is in the journal. */
@Injectable()
export class SetupService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly journal: Journal,
    private readonly installation: Installation,
  ) {}

  /** Sets these texts. What is the same as before is no change. */
  change(actor: Actor, values: Partial<InstallationTexts>): Promise<void> {
    return this.write(actor, values);
  }

  /** Sets a setting that another lib keeps here; its name is `setting.<key>` in the locale files. */
  set(actor: Actor, key: string, value: string): Promise<void> {
    return this.write(actor, { [key]: value });
  }

  /**
   * Sets the logo, or takes it away when there is none. PNG only: a vector picture can hold a program.
   * @throws NoPicture, PictureTooLarge
   */
  async changeLogo(actor: Actor, file: Buffer | undefined): Promise<void> {
    if (file) {
      if (!file.subarray(0, PNG.length).equals(PNG) || file.length < 33) throw new NoPicture();
      const isLarge = Math.max(file.readUInt32BE(16), file.readUInt32BE(20)) > MOST_PIXELS;
      if (file.length > MOST_BYTES || isLarge)
        throw new PictureTooLarge({ kilobytes: MOST_BYTES / 1000, pixels: MOST_PIXELS });
    }
    await this.write(actor, { logo: file?.toString('base64') ?? '' });
  }

  /** Writes down that the mail server took a mail. */
  mailWasTaken(actor: Actor): Promise<void> {
    return this.write(actor, { mailTested: this.clock.now().toISOString() });
  }

  private async write(actor: Actor, values: Record<string, string>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const changed = await this.installation.change(tx, values, actor.id);
      if (changed.length === 0) return;
      await this.journal.record(tx, {
        action: 'installation.changed',
        subjectId: newId(),
        actorId: actor.id,
        data: { settings: changed },
      });
    });
    await this.installation.read();
  }
}
