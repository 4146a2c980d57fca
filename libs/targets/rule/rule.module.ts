import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';

import { RuleDescriber } from './rule-describer';
import { RuleLabels } from './rule-labels';
import { RulePhrases } from './rule-phrases';
import { RuleWords } from './rule-words';

/** The types of rules, read from YAML and told in Dutch. */
@Module({
  imports: [ActsModule],
  providers: [RuleDescriber, RuleLabels, RulePhrases, RuleWords],
  exports: [RuleDescriber, RuleLabels, RuleWords],
})
export class RuleModule {}
