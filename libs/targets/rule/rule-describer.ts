import { Injectable } from '@nestjs/common';

import { definitionOf, type Rule } from './rule';
import type { RuleDescription } from './rule-definition';
import { RulePhrases } from './rule-phrases';

/** Says in Dutch how a rule counts. */
@Injectable()
export class RuleDescriber {
  constructor(private readonly phrases: RulePhrases) {}

  describe(rule: Rule): RuleDescription {
    return definitionOf(rule).describe(rule, this.phrases);
  }
}
