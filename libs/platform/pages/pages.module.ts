import { Module } from '@nestjs/common';

import { CONFIG, type Config } from '../config/config';
import { Views } from './handlebars';

/** How a page is made: views, forms, texts, answers. */
@Module({
  providers: [
    {
      provide: Views,
      inject: [CONFIG],
      useFactory: (config: Config) => new Views(!config.production),
    },
  ],
  exports: [Views],
})
export class PagesModule {}
