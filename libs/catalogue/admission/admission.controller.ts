import {
  Body,
  Controller,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiHeader,
  ApiNoContentResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { ApiProblems, IDEMPOTENCY_KEY, IdempotencyInterceptor } from '@academie/platform';

import { AdmissionRequest } from './admission.dto';
import { AdmissionService } from './admission.service';

@ApiTags('offerings')
@ApiBearerAuth()
@Controller('api/v1/offerings/:id/admissions')
@UseInterceptors(IdempotencyInterceptor)
export class AdmissionController {
  constructor(private readonly admissions: AdmissionService) {}

  @Post()
  @HttpCode(204)
  @Allow('participant')
  @ApiOperation({
    summary: 'Let somebody into a closed offering by name',
    description:
      'An organiser lets in anybody, a coordinator people of the own organisations. Repeating it changes nothing.',
  })
  @ApiHeader(IDEMPOTENCY_KEY)
  @ApiNoContentResponse()
  @ApiProblems(401, 403, 404, 409, 422)
  async invite(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: AdmissionRequest,
  ): Promise<void> {
    await this.admissions.invite(actor, id, body);
  }
}
