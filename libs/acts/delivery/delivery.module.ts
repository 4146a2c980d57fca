import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { CatalogueModule } from '@academie/catalogue';

import { ActModule } from '../act/act.module';
import { KindModule } from '../kind/kind.module';
import { DeliveryAccess } from './delivery-access';
import { DeliveryRetention } from './delivery-retention';
import { Delivery, MenuItem } from './delivery.entity';
import { DeliveryMails } from './delivery.mails';
import { DeliveryPages } from './delivery.pages';
import { DeliveryQueries } from './delivery.queries';
import { DeliveryService } from './delivery.service';
import { MenuPages } from './menu.pages';
import { MenuSettingsPages } from './menu-settings.pages';
import { MenuSettings } from './menu-settings.service';

/** What municipalities ask for from the menukaart, until it was there and counts. */
@Module({
  imports: [CatalogueModule, KindModule, ActModule, TypeOrmModule.forFeature([Delivery, MenuItem])],
  controllers: [DeliveryPages, MenuPages, MenuSettingsPages],
  providers: [
    DeliveryAccess,
    DeliveryMails,
    DeliveryQueries,
    DeliveryRetention,
    DeliveryService,
    MenuSettings,
  ],
})
export class DeliveryModule {}
