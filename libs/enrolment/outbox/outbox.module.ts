import { Module } from '@nestjs/common';

import { MyMessagesPages } from './my-messages.pages';
import { OutboxPages } from './outbox.pages';
import { OutboxQueries } from './outbox.queries';

/** Mail that was sent, for its reader and for the administrator. */
@Module({
  controllers: [MyMessagesPages, OutboxPages],
  providers: [OutboxQueries],
})
export class OutboxModule {}
