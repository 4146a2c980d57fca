import { Module } from '@nestjs/common';

import { PlaceModule } from '../place/place.module';
import { ParticipantsModule } from '../participants/participants.module';
import { MessageModule } from '../message/message.module';
import { CourseMessagesPages } from './course-messages.pages';
import { MessageLog } from './message-log.queries';
import { MessagePreview } from './message-preview';
import { MessageRuleForms } from './message-rule.forms';
import { MessageRuleService } from './message-rule.service';
import { MessageController } from './message.controller';
import { OfferingMessagesPages } from './offering-messages.pages';

/** The pages and API with which an organiser changes messages. */
@Module({
  imports: [PlaceModule, ParticipantsModule, MessageModule],
  controllers: [MessageController, OfferingMessagesPages, CourseMessagesPages],
  providers: [MessageRuleForms, MessageLog, MessagePreview, MessageRuleService],
})
export class MessageRuleModule {}
