import { Module } from '@nestjs/common';

import { CatalogueModule } from '@academie/catalogue';
import { PeopleModule } from '@academie/people';

import { DutyModule } from '../duty/duty.module';
import { DutyEffectsPages } from './duty-effects.pages';
import { DutyRulePages } from './duty-rule.pages';
import { DutyRuleQueries } from './duty-rule.queries';
import { DutyRuleService } from './duty-rule.service';
import { ValidityTold } from './validity-told';

/** Setting who must complete a course, with whom that touches shown first. */
@Module({
  imports: [PeopleModule, CatalogueModule, DutyModule],
  controllers: [DutyRulePages, DutyEffectsPages],
  providers: [DutyRuleQueries, DutyRuleService, ValidityTold],
  exports: [DutyRuleQueries, DutyRuleService],
})
export class DutyRuleModule {}
