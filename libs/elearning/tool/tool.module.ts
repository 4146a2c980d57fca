import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { AcademieKeys } from './academie-keys';
import { Tool, ToolLink, ToolNonce } from './tool.entity';
import { ToolKey } from './tool-key.entity';
import { ToolKeysController } from './tool-keys.controller';
import { ToolPages } from './tool.pages';
import { ToolQueries } from './tool.queries';
import { ToolService } from './tool.service';
import { ToolTokens } from './tool-tokens';

/** Learning programs of others (LTI 1.3): what is agreed with each, and the keys of both sides. */
@Module({
  imports: [
    CatalogueModule,
    PeopleModule,
    TypeOrmModule.forFeature([Tool, ToolLink, ToolNonce, ToolKey]),
  ],
  controllers: [ToolKeysController, ToolPages],
  providers: [AcademieKeys, ToolQueries, ToolService, ToolTokens],
  exports: [AcademieKeys, ToolQueries, ToolTokens],
})
export class ToolModule {}
