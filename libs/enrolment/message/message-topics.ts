import { Injectable, type OnModuleInit } from '@nestjs/common';

import type { Actor, Role } from '@academie/people';
import { declareClass, Declarations } from '@academie/platform';

import { MESSAGE_TOPICS } from './message-kinds';

/** A sort of messages that people can do without. */
export interface OptionalTopic {
  /** As it stands in an address and in `message_preference.refused`. */
  topic: string;
  /** Keys of the texts: what it is called, and when it comes. */
  title: string;
  about: string;
  /** Who gets it at all. */
  role: Role;
}

/** Says that a class sends messages that people can do without. */
export const SendsTopic = declareClass<OptionalTopic, object>();

/** All that can be refused: messages about enrolments, and what libs to the right send. */
@Injectable()
export class MessageTopics implements OnModuleInit {
  private known: readonly OptionalTopic[] = [];

  constructor(private readonly declarations: Declarations) {}

  onModuleInit(): void {
    this.known = [
      ...MESSAGE_TOPICS.map((topic) => ({
        topic,
        title: `enrolment.topic.${topic}`,
        about: `enrolment.topicAbout.${topic}`,
        role: 'participant' as const,
      })),
      ...this.declarations.classes(SendsTopic).map(({ options }) => options),
    ];
  }

  /** Those this person gets. */
  of(actor: Actor): OptionalTopic[] {
    return this.known.filter(({ role }) => actor.is(role));
  }

  /** The one of this name, or undefined. */
  find(name: unknown): OptionalTopic | undefined {
    return this.known.find(({ topic }) => topic === name);
  }
}
