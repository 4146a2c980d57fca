import {
  Body,
  Controller,
  Get,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Res,
} from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';

import { ManageQueries } from '@academie/catalogue';
import { type Actor, Allow, CurrentActor } from '@academie/people';
import { emptyForm, type Form, NotFound, readForm, seeOther, t } from '@academie/platform';

import { WAIVED_REASONS } from '../cmi5/cmi5-terms';
import { Cmi5Service } from '../cmi5/cmi5.service';
import { crumbsOf } from '../editor/content-view';
import { contentHref } from '../editor/editor-addresses';
import { FOLLOWING_HOME } from '../following/following-view';
import { FollowingQueries } from '../following/following.queries';
import { learnerHref, unitColumns, unitHref, unitRow } from './waiver-view';
import { WaiverForm } from './waiver.dto';
import { type UnitRow, WaiverQueries } from './waiver.queries';

/** The course, and the offering whose trainer asks; without it somebody who manages the course does. */
interface FollowedCourse {
  id: string;
  title: string;
  offeringId?: string;
}

/** Which unit of whom. */
interface Asked {
  course: FollowedCourse;
  name: string;
  unit: UnitRow;
  base: string;
}

/** The parts that somebody has to do, and letting them off one: for who manages the course or gives it to them. */
@ApiExcludeController()
@Controller('beheer/aanbod/:course/lessen/cijfers/deelnemers/:enrolment')
@Allow('trainer', 'theme_lead', 'administrator')
export class WaiverPages {
  constructor(
    private readonly courses: ManageQueries,
    private readonly queries: WaiverQueries,
    private readonly following: FollowingQueries,
    private readonly units: Cmi5Service,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('enrolment', ParseUUIDPipe) enrolmentId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const course = await this.course(actor, courseId, enrolmentId);
    const { name, units } = await this.queries.units(courseId, enrolmentId);
    const base = learnerHref(courseId, enrolmentId);
    reply.view('elearning/waiver/units', {
      title: t('elearning.waiver.title', { name }),
      crumbs: [...figureCrumbs(course), { label: name }],
      columns: unitColumns(),
      rows: units.map((unit) => unitRow(base, unit)),
    });
  }

  @Get(':lesson/:package/:nth')
  async ask(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('enrolment', ParseUUIDPipe) enrolmentId: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Param('package', ParseUUIDPipe) packageId: string,
    @Param('nth', ParseIntPipe) nth: number,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.asked(actor, courseId, enrolmentId, { lesson, packageId, nth });
    if (asked.unit.isDone) return seeOther(reply, asked.base, t('elearning.waiver.known'), 'info');
    this.form(reply, asked, emptyForm());
  }

  /** Pressed twice, the second says that it was done. */
  @Post(':lesson/:package/:nth')
  async waive(
    @CurrentActor() actor: Actor,
    @Param('course', ParseUUIDPipe) courseId: string,
    @Param('enrolment', ParseUUIDPipe) enrolmentId: string,
    @Param('lesson', ParseUUIDPipe) lesson: string,
    @Param('package', ParseUUIDPipe) packageId: string,
    @Param('nth', ParseIntPipe) nth: number,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = await this.asked(actor, courseId, enrolmentId, { lesson, packageId, nth });
    const { launch, item } = asked.unit;
    const form = await readForm(WaiverForm, body);
    if (!form.data) {
      void reply.status(422);
      return this.form(reply, asked, form);
    }
    const isNew = await this.units.waive(actor, launch, item, form.data.reason);
    if (!isNew) return seeOther(reply, asked.base, t('elearning.waiver.known'), 'info');
    seeOther(reply, asked.base, t('elearning.waiver.done', { part: item.title }));
  }

  /** @throws CourseNotFound, NotYourTheme unless the actor manages the course or gives this person's offering */
  private async course(
    actor: Actor,
    courseId: string,
    enrolmentId: string,
  ): Promise<FollowedCourse> {
    const given = await this.following.given(actor, courseId, enrolmentId);
    return given ?? this.courses.course(actor, courseId);
  }

  private async asked(
    actor: Actor,
    courseId: string,
    enrolmentId: string,
    { lesson, packageId, nth }: { lesson: string; packageId: string; nth: number },
  ): Promise<Asked> {
    const course = await this.course(actor, courseId, enrolmentId);
    const { name, units } = await this.queries.units(courseId, enrolmentId);
    const unit = units.find(
      ({ launch, item }) =>
        launch.lessonKey === lesson && launch.packageId === packageId && launch.items[nth] === item,
    );
    if (!unit) throw new NotFound();
    return { course, name, unit, base: learnerHref(courseId, enrolmentId) };
  }

  private form(reply: FastifyReply, { course, name, unit, base }: Asked, form: Form<object>): void {
    reply.view('elearning/waiver/waive', {
      title: t('elearning.waiver.question'),
      crumbs: [
        ...figureCrumbs(course),
        { href: base, label: name },
        { label: t('elearning.waiver.waive') },
      ],
      name,
      part: unit.item.title,
      form: form.view,
      action: unitHref(base, unit),
      backHref: base,
      reasons: WAIVED_REASONS.map((value) => ({
        value,
        label: t(`elearning.waiver.reason.${value}`),
      })),
    });
  }
}

const figureCrumbs = (course: FollowedCourse): object[] =>
  course.offeringId
    ? [
        { href: FOLLOWING_HOME, label: t('elearning.following.title') },
        { href: `${FOLLOWING_HOME}/${course.offeringId}`, label: course.title },
      ]
    : [
        ...crumbsOf(course),
        { href: contentHref(course.id), label: t('elearning.lessons') },
        { href: `${contentHref(course.id)}/cijfers`, label: t('elearning.figures.title') },
      ];
