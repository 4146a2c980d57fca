import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

import { MailDelivery } from '@academie/platform';

import { AcademieModule } from '../../apps/academie/academie.module';
import type { Academie } from './academie';
import type { MailServer } from './mail-server';

/**
 * Two workers do the same `work` and send the mails of it. The second goes down while the mail server
 * is still thinking about one of its mails: when that has taken `after` of them.
 */
export async function withCrashingWorker(
  academie: Academie,
  post: MailServer,
  after: number,
  work: (worker: INestApplicationContext) => Promise<unknown>,
): Promise<void> {
  const other = await NestFactory.createApplicationContext(
    AcademieModule.with(academie.config, academie.clock),
    { logger: false },
  );
  let dying: Promise<void> | undefined;
  post.before = async () => {
    if (post.received.length !== after || dying) return;
    dying = other.close();
    throw Object.assign(new Error('busy'), { responseCode: 451 });
  };
  await Promise.all([work(academie.app), work(other)]);
  await Promise.all([
    academie.app.get(MailDelivery).sendPending(),
    other
      .get(MailDelivery)
      .sendPending()
      .catch(() => 0),
  ]);
  await dying;
}
