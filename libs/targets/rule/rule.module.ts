import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { RuleDescriber } from './rule-description';
import { RuleLabels } from './rule-labels';

/** The types of rules, read from YAML and told in Dutch. */
@Module({
  imports: [ActsModule],
  providers: [RuleDescriber, RuleLabels],
  exports: [RuleDescriber, RuleLabels],
})
export class RuleModule {}
