import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { MaterialController } from './material.controller';
import { Material } from './material.entity';
import { MaterialQueries } from './material.queries';
import { MaterialService } from './material.service';

/** Pictures, films and files of lessons: who may have them, and when they go. */
@Module({
  imports: [CatalogueModule, TypeOrmModule.forFeature([Material])],
  controllers: [MaterialController],
  providers: [MaterialQueries, MaterialService],
  exports: [MaterialService],
})
export class MaterialModule {}
