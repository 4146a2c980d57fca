import { Module } from '@nestjs/common';

import { DemoContentSeed } from './demo-content.seed';

/** Lessons to try, of three e-learnings of the demo. */
@Module({ providers: [DemoContentSeed] })
export class DemoModule {}
