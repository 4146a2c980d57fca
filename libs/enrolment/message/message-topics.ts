import { Injectable } from '@nestjs/common';

import type { Actor, Role } from '@academie/people';

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

/** All that can be refused. Libs to the right add theirs in onModuleInit. */
@Injectable()
export class MessageTopics {
  private readonly known: OptionalTopic[] = MESSAGE_TOPICS.map((topic) => ({
    topic,
    title: `enrolment.topic.${topic}`,
    about: `enrolment.topicAbout.${topic}`,
    role: 'participant',
  }));

  add(topic: OptionalTopic): void {
    this.known.push(topic);
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
