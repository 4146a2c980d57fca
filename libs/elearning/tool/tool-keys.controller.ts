import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

import { LimitByAddress, Public } from '@academie/platform';

import { AcademieKeys } from './academie-keys';

const PER_MINUTE = 600;

/** The keys with which tools verify what the academie tells them. */
@ApiExcludeController()
@Controller('lti/jwks')
@Public()
export class ToolKeysController {
  constructor(private readonly keys: AcademieKeys) {}

  @Get()
  @LimitByAddress(PER_MINUTE)
  @Header('cache-control', 'public, max-age=300')
  all(): Promise<object> {
    return this.keys.published();
  }
}
