import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { RuleDescriber } from './rule-describer';
import { RuleLabels } from './rule-labels';
import { RulePhrases } from './rule-phrases';

/** The types of rules, read from YAML and told in Dutch. */
@Module({
  imports: [ActsModule],
  providers: [RuleDescriber, RuleLabels, RulePhrases],
  exports: [RuleDescriber, RuleLabels],
})
export class RuleModule {}
