import { Module } from '@nestjs/common';

import { AccessModule } from '../access/access.module';
import { TokenPages } from './token.pages';
import { TokenService } from './token.service';

/** Keys with which programs act for somebody. */
@Module({
  imports: [AccessModule],
  controllers: [TokenPages],
  providers: [TokenService],
})
export class TokenModule {}
