import { Injectable } from '@nestjs/common';

/** What the sign-in page offers beside a password. */
export interface OtherWays {
  /** Few enough to choose from; none when there are more. */
  choices: { label: string; href: string }[];
  /** Where an address is sent to find the way of its organisation. */
  askHref: string;
}

/** Where somebody who signed out here goes on to sign out. */
export interface Onward {
  href: string;
  /** As people know it. */
  name: string;
}

/** What a way to sign in adds to the pages of signing in and out. */
export interface SignInWay {
  /** Undefined when there is none today. */
  choices(next: string): Promise<OtherWays | undefined>;
  /** Undefined when the session did not begin this way. */
  onwardFrom(sessionToken: string): Promise<Onward | undefined>;
}

/** The way to sign in with one's organisation: the folder that owns it adds it in its constructor. */
@Injectable()
export class SignInWays {
  private way: SignInWay | undefined;

  add(way: SignInWay): void {
    this.way = way;
  }

  async choices(next: string): Promise<OtherWays | undefined> {
    return this.way?.choices(next);
  }

  async onwardFrom(sessionToken: string): Promise<Onward | undefined> {
    return this.way?.onwardFrom(sessionToken);
  }
}
