import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

import type { Actor } from '@academie/people';
import { emptyForm, type Form, readForm, seeOther, Views, t } from '@academie/platform';

import { MessageRuleForm, OwnMessageRequest } from './message.dto';
import { NoSuchMessage } from './message.errors';
import { messageKind } from '../message/message-kinds';
import { MessagePreview } from './message-preview';
import { type EffectiveRule, MessageRules, type RuleOwner } from '../message/message-rules';
import { MessageRuleService, type RuleChange } from './message-rule.service';
import { whenText } from './message-view';

/** Whose messages, and where their pages live. */
export interface Desk {
  owner: RuleOwner;
  home: string;
  course: string;
  crumbs: object[];
}

/** The form of one message, the same for a course and for an offering. */
@Injectable()
export class MessageRuleForms {
  constructor(
    private readonly rules: MessageRules,
    private readonly service: MessageRuleService,
    private readonly preview: MessagePreview,
    private readonly views: Views,
  ) {}

  /** The form of one message. @throws NoSuchMessage */
  async show(reply: FastifyReply, desk: Desk, key: string): Promise<void> {
    const rule = await this.known(desk, key);
    const { enabled, days, subject, body } = rule;
    await this.page(
      reply,
      desk,
      rule,
      emptyForm({
        enabled,
        days: days === null ? '' : String(days),
        subject: subject ?? '',
        body: body ?? '',
      }),
    );
  }

  /** Saves, shows what it would look like, or goes back to how it comes: whichever button was pressed. */
  async handle(
    reply: FastifyReply,
    actor: Actor,
    desk: Desk,
    key: string,
    body: Record<string, unknown>,
  ): Promise<void> {
    const rule = await this.known(desk, key);
    if (body.action === 'reset') {
      await this.service.reset(actor, desk.owner, key);
      return seeOther(
        reply,
        desk.home,
        t(`enrolment.message-rule.${rule.isOwn ? 'removed' : 'as-before'}`),
      );
    }
    const form = await readForm(MessageRuleForm, body);
    form.values.enabled = form.data?.enabled ?? body.enabled === 'ja';
    // Somebody who rewrites an essential message does not switch it off: there is no box for that.
    if (form.data && rule.essential) form.data.enabled = true;
    if (body.action === 'preview') return this.page(reply, desk, rule, form, true);
    const done = await form.submit((change) => this.service.change(actor, desk.owner, key, change));
    if (done) return seeOther(reply, desk.home, t('enrolment.message-rule.saved'));
    void reply.status(422);
    await this.page(reply, desk, rule, form);
  }

  /** The form of a message of one's own. */
  showNew(reply: FastifyReply, desk: Desk, form: Form<object> = emptyForm({ days: '7' })): void {
    reply.view('enrolment/message-rule/message-new', {
      title: t('enrolment.message-rule.own'),
      crumbs: [
        ...desk.crumbs,
        { href: desk.home, label: t('enrolment.tab.messages') },
        { label: t('enrolment.message-rule.own') },
      ],
      course: desk.course,
      action: `${desk.home}/nieuw`,
      cancelHref: desk.home,
      moments: [
        { value: 'before', label: t('enrolment.message-rule.before') },
        { value: 'after', label: t('enrolment.message-rule.after') },
      ],
      form: form.view,
    });
  }

  async add(
    reply: FastifyReply,
    actor: Actor,
    desk: Desk,
    body: Record<string, unknown>,
  ): Promise<void> {
    const form = await readForm(OwnMessageRequest, body);
    const key = await form.submit((message) => this.service.add(actor, desk.owner, message));
    if (key) return seeOther(reply, `${desk.home}/${key}`, t('enrolment.message-rule.added'));
    void reply.status(422);
    this.showNew(reply, desk, form);
  }

  private async known(desk: Desk, key: string): Promise<EffectiveRule> {
    const rule = await this.rules.one(desk.owner, key);
    if (!rule) throw new NoSuchMessage();
    return rule;
  }

  private async page(
    reply: FastifyReply,
    desk: Desk,
    rule: EffectiveRule,
    form: Form<object>,
    asTyped = false,
  ): Promise<void> {
    const typed = asTyped ? (form.values as Partial<RuleChange>) : {};
    const mail = await this.preview.of(desk.owner, {
      ...rule,
      subject: typed.subject?.trim() || rule.subject,
      body: typed.body?.trim() || rule.body,
    });
    const elsewhere = rule.isOwn && rule.from === 'course' && 'offeringId' in desk.owner;
    reply.view('enrolment/message-rule/message-rule', {
      title: rule.label,
      crumbs: [
        ...desk.crumbs,
        { href: desk.home, label: t('enrolment.tab.messages') },
        { label: rule.label },
      ],
      course: desk.course,
      when: whenText(rule),
      action: `${desk.home}/${rule.key}`,
      cancelHref: desk.home,
      elsewhere,
      essential: rule.essential,
      optional: rule.topic !== null,
      onTransition: rule.moment === 'transition',
      daysLabel: t(`enrolment.message-rule.days-${rule.moment === 'before' ? 'before' : 'after'}`),
      resetLabel: elsewhere
        ? undefined
        : rule.isOwn
          ? t('enrolment.message-rule.remove')
          : rule.version > 0
            ? t('enrolment.message-rule.back-to-default')
            : undefined,
      usualSubject: messageKind(rule.key)?.subject,
      form: form.view,
      asTyped,
      mail: mail && {
        subject: mail.subject,
        text: this.views.render(`${mail.template}.text`, mail.context),
        html: this.views.mailContent(mail.template, mail.context),
      },
    });
  }
}
