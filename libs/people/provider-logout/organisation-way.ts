import { Injectable } from '@nestjs/common';

import { ProviderQueries } from '../provider/provider.queries';
import { type OtherWays, type SignInWay, SignInWays, type Onward } from '../sign-in/sign-in-ways';
import { ProviderLogout } from './provider-logout';
import { ASK, hrefOf } from '../provider-sign-in/arrival-view';

/** More buttons than these nobody reads: then the address of the work says which it is. */
const MOST_BUTTONS = 6;

/** Puts the sign-in services of organisations on the pages of signing in and out. */
@Injectable()
export class OrganisationWay implements SignInWay {
  constructor(
    ways: SignInWays,
    private readonly providers: ProviderQueries,
    private readonly logout: ProviderLogout,
  ) {
    ways.add(this);
  }

  async choices(next: string): Promise<OtherWays | undefined> {
    const providers = await this.providers.choices();
    if (providers.length === 0) return undefined;
    const few = providers.length <= MOST_BUTTONS ? providers : [];
    return {
      choices: few.map(({ slug, name }) => ({ label: name, href: hrefOf(slug, next) })),
      askHref: ASK,
    };
  }

  onwardFrom(sessionToken: string): Promise<Onward | undefined> {
    return this.logout.onwardFrom(sessionToken);
  }
}
