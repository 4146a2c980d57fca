import { Module } from '@nestjs/common';

import { LearnedElsewhere } from './learned-elsewhere';

/** What counts as followed without an enrolment here. */
@Module({ providers: [LearnedElsewhere], exports: [LearnedElsewhere] })
export class EarlierLearningModule {}
