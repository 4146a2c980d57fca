import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { bodyOf, numberOf } from '../form/form-values';
import { RoomForm } from './location.dto';
import { type LocationDetail, LocationQueries, type RoomRow } from './location.queries';
import { LocationService } from './location.service';
import { BEHEER, LOCATIONS, locationView } from './location-view';

/** Rooms of a location. */
@ApiExcludeController()
@Controller('beheer/locaties/:id/ruimtes')
@Allow('theme_lead', 'administrator')
export class RoomPages {
  constructor(
    private readonly queries: LocationQueries,
    private readonly service: LocationService,
  ) {}

  @Post()
  async add(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const form = await readRoom(body);
    const done = await form.submit(async (data) => {
      await this.service.addRoom(actor, id, data);
      return true;
    });
    if (done) return seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.room-made'));
    void reply.status(422);
    reply.view('catalogue/location/location', {
      ...locationView(await this.queries.one(actor, id)),
      form: form.view,
    });
  }

  @Get(':roomId')
  async edit(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { location, room } = await this.find(actor, id, roomId);
    showRoom(reply, location, room, emptyForm({ ...room }));
  }

  @Post(':roomId')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { location, room } = await this.find(actor, id, roomId);
    const form = await readRoom(body);
    const done = await form.submit(async (data) => {
      await this.service.changeRoom(actor, id, roomId, data);
      return true;
    });
    if (done)
      return seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.room-changed'));
    void reply.status(422);
    showRoom(reply, location, room, form);
  }

  @Post(':roomId/archiveren')
  async retire(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const how = await this.service.retireRoom(actor, id, roomId);
    seeOther(reply, `${LOCATIONS.href}/${id}`, t(`catalogue.location.room-${how}`));
  }

  @Post(':roomId/terugzetten')
  async restore(
    @CurrentActor() actor: Actor,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('roomId', ParseUUIDPipe) roomId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.service.restoreRoom(actor, id, roomId);
    seeOther(reply, `${LOCATIONS.href}/${id}`, t('catalogue.location.room-restored'));
  }

  private async find(
    actor: Actor,
    id: string,
    roomId: string,
  ): Promise<{ location: LocationDetail; room: RoomRow }> {
    const location = await this.queries.one(actor, id);
    const room = location.rooms.find((one) => one.id === roomId.toLowerCase());
    if (!room) throw new NotFound();
    return { location, room };
  }
}

function readRoom(body: unknown): Promise<Form<RoomForm>> {
  const { name, capacity } = bodyOf(body);
  return readForm(RoomForm, { name, capacity: numberOf(capacity) });
}

function showRoom(
  reply: FastifyReply,
  { id, name }: LocationDetail,
  room: RoomRow,
  form: Form<object>,
): void {
  const page = `${LOCATIONS.href}/${id}`;
  reply.view('catalogue/location/room-form', {
    title: room.name,
    crumbs: [BEHEER, LOCATIONS, { href: page, label: name }, { label: room.name }],
    form: form.view,
    room,
    action: `${page}/ruimtes/${room.id}`,
    cancelHref: page,
  });
}
