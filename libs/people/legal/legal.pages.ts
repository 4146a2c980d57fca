import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { Clock, CONFIG, type Config, Installation, Public, Retention } from '@academie/platform';

import { keptText, periodText } from '../retention/retention-view';

const DAY_MS = 86_400_000;

/** What every public site must say about itself. */
@ApiExcludeController()
@Public()
@Controller()
export class StatementsPages {
  constructor(
    private readonly clock: Clock,
    private readonly installation: Installation,
    private readonly retention: Retention,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('toegankelijkheid')
  accessibility(@Res() reply: FastifyReply): void {
    const { contactAddress } = this.installation.current;
    reply.view('people/legal/accessibility', { title: 'Toegankelijkheid', contactAddress });
  }

  @Get('privacy')
  async privacy(@Res() reply: FastifyReply): Promise<void> {
    const { privacyAddress, privacyText } = this.installation.current;
    const paragraphs = privacyText.split('\n').filter((line) => line.trim());
    const periods = (await this.retention.all()).map(({ kind, period }) => ({
      label: keptText(kind, 'label'),
      period: periodText(period),
    }));
    reply.view('people/legal/privacy', { title: 'Privacy', privacyAddress, paragraphs, periods });
  }

  /** How a program asks the academie, for who writes one. */
  @Get('ontwikkelaars')
  developers(@Res() reply: FastifyReply): void {
    const { contactAddress } = this.installation.current;
    const { publicUrl } = this.config;
    reply.view('people/legal/developers', {
      title: 'Voor ontwikkelaars',
      contactAddress,
      publicUrl,
    });
  }

  /** RFC 9116; Expires must lie ahead, and may not lie more than a year ahead (section 2.5.5). */
  @Get('.well-known/security.txt')
  @Header('content-type', 'text/plain; charset=utf-8')
  security(): string {
    const expires = new Date(this.clock.now().getTime() + 180 * DAY_MS).toISOString();
    return [
      `Contact: mailto:${this.installation.current.securityAddress}`,
      `Expires: ${expires}`,
      `Preferred-Languages: ${['nl', 'en'].join(', ')}`,
      `Canonical: ${this.config.publicUrl}/.well-known/security.txt`,
      '',
    ].join('\n');
  }
}
