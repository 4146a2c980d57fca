import request from 'supertest';

import type { Academie, Visitor } from '../support/academie';
import { givenDraft, sendPackage } from './given-package';

/** Publishing packages, and playing them as a browser on the content host does. */
export class GivenPlayer {
  private author!: Visitor;
  private theme!: { id: string };

  constructor(private readonly academie: Academie) {}

  async begin(): Promise<void> {
    this.theme = await this.academie.given.theme();
    const lead = await this.academie.given.holder('theme_lead', this.theme.id);
    this.author = this.academie.as(lead);
  }

  /** A browser on the content host, in which nobody is signed in. */
  content(method: 'get' | 'post' | 'put' | 'delete' | 'head', path: string): request.Test {
    const { host } = new URL(this.academie.config.contentUrl!);
    return request(this.academie.url)[method](path).set('host', host);
  }

  /** An author with a package in a draft, and the page of that package. */
  async draftWith(zip: Buffer): Promise<[Visitor, string]> {
    const draft = await givenDraft(this.academie, this.author, this.theme.id);
    const { headers } = await sendPackage(this.author, draft, zip).expect(303);
    return [this.author, headers.location!];
  }

  async published(zip: Buffer) {
    const draft = await givenDraft(this.academie, this.author, this.theme.id);
    const { headers } = await sendPackage(this.author, draft, zip).expect(303);
    await this.author
      .post(`${draft.base}/publiceren`)
      .type('form')
      .send({ rule: 'all' })
      .expect(303);
    const version = await this.academie.database.first<{ id: string }>(
      'SELECT id FROM elearning.content_version WHERE course_id = $1',
      [draft.courseId],
    );
    const key = /les\/([^/]+)\/pakket/.exec(headers.location!)![1]!;
    return { ...draft, author: this.author, versionId: version!.id, key };
  }

  async learner(course: { offeringId: string; versionId: string; key: string }) {
    const person = await this.academie.given.person();
    const [id] = await this.academie.given.enrolled(course.offeringId, [person]);
    const visitor = this.academie.as(person);
    const lesson = `/leren/${id}/les/${course.key}`;
    /** The token of a new launch. */
    const open = async (): Promise<string> => {
      const { headers } = await visitor
        .post(`${lesson}/openen`)
        .type('form')
        .send({ versionId: course.versionId })
        .expect(303);
      return headers.location!.split('/').at(-1)!;
    };
    return { id: id!, person, visitor, lesson, open };
  }

  async isDone({ id }: { id: string }): Promise<boolean> {
    const done = await this.academie.database.rows(
      'SELECT 1 FROM elearning.lesson_done WHERE enrolment_id = $1',
      [id],
    );
    return done.length > 0;
  }
}
