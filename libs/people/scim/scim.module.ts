import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

import { AccessModule } from '../access/access.module';
import { BlockModule } from '../block/block.module';
import { MembershipModule } from '../membership/membership.module';
import { NoticeModule } from '../notice/notice.module';
import { RegistrationModule } from '../registration/registration.module';
import { RenameModule } from '../rename/rename.module';
import { ScimKeyModule } from '../scim-key/scim-key.module';
import { ScimAddresses } from './scim-addresses';
import { ScimController } from './scim.controller';
import { ScimGuard } from './scim.guard';
import { ScimUser } from './scim-user.entity';
import { ScimUsersQueries } from './scim-users.queries';
import { ScimUsersService } from './scim-users.service';

/** SCIM 2.0: the directory of an organisation adds, changes and takes out its own people. */
@Module({
  imports: [
    AccessModule,
    BlockModule,
    MembershipModule,
    NoticeModule,
    RegistrationModule,
    RenameModule,
    ScimKeyModule,
    TypeOrmModule.forFeature([ScimUser]),
  ],
  controllers: [ScimController],
  providers: [ScimAddresses, ScimGuard, ScimUsersQueries, ScimUsersService],
})
export class ScimModule {}
