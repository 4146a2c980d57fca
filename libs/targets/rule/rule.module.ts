import { Module } from '@nestjs/common';

import { ActsModule } from '@academie/acts';
import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { RuleDescriber } from './rule-describer';
import { RuleLabels } from './rule-labels';
import { RulePhrases } from './rule-phrases';
import { RuleWords } from './rule-words';

/** The types of rules, read from YAML and told in Dutch. */
@Module({
  imports: [ActsModule, CatalogueModule, PeopleModule],
  providers: [RuleDescriber, RuleLabels, RulePhrases, RuleWords],
  exports: [RuleDescriber, RuleLabels, RuleWords],
})
export class RuleModule {}
