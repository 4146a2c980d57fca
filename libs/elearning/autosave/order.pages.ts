import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { IsUUID, ArrayMaxSize, IsArray } from 'class-validator';
import { Transform } from 'class-transformer';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { InvalidInput, readForm } from '@academie/platform';

import { LessonEditService } from '../draft/lesson-edit.service';
import { OutlineService } from '../draft/outline.service';

/** More than any list of a draft holds. */
const MOST = 500;

/** Ids in their order, with commas between them. */
export class OrderForm {
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? value.split(',').filter(Boolean) : value,
  )
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsUUID(undefined, { each: true })
  order!: string[];
}

/** Puts modules, lessons and blocks in the order in which somebody dragged them. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen')
@Allow('theme_lead', 'administrator')
export class OrderPages {
  constructor(
    private readonly outline: OutlineService,
    private readonly edit: LessonEditService,
  ) {}

  @Post('volgorde')
  @HttpCode(204)
  async modules(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.outline.orderModules(actor, courseId, await orderIn(body));
  }

  @Post('onderdelen/:key/volgorde')
  @HttpCode(204)
  async lessons(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.outline.orderLessons(actor, courseId, key, await orderIn(body));
  }

  @Post('les/:key/volgorde')
  @HttpCode(204)
  async blocks(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('key', ParseUUIDPipe) key: string,
    @Body() body: unknown,
  ): Promise<void> {
    await this.edit.orderBlocks(actor, courseId, key, await orderIn(body));
  }
}

/** @throws InvalidInput */
async function orderIn(body: unknown): Promise<string[]> {
  const { data } = await readForm(OrderForm, body);
  if (data) return data.order;
  throw new InvalidInput([
    { field: 'order', code: 'invalid', message: 'must be ids with commas between them' },
  ]);
}
