import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { demoPeople, grantDemoRoles, organisationIds } from '@academie/people';
import {
  addDays,
  Clock,
  Database,
  demoId,
  DemoSeed,
  insertRows,
  Journal,
  rows,
} from '@academie/platform';

import { type DemoCourse, demoCourseId, demoCourses, demoLocations } from './demo-pattern';

/** When the courses of the demo were made and published: before the first offering of 2025. */
const CREATED = new Date('2024-12-10T10:00:00+01:00');
const PUBLISHED = new Date('2024-12-19T10:00:00+01:00');

/** The courses of the demo, the places they are given, and who leads a theme. */
@Injectable()
export class DemoCoursesSeed {
  constructor(
    private readonly database: Database,
    private readonly journal: Journal,
    private readonly clock: Clock,
  ) {}

  @DemoSeed('catalogue.demo-courses')
  async load(): Promise<boolean> {
    const loaded = await this.database.first('SELECT 1 FROM catalogue.course WHERE id = $1', [
      demoCourseId('bibob-basistraining'),
    ]);
    if (loaded) return false;
    await this.database.transaction(async (tx) => {
      await this.addThemeLeads(tx);
      await this.addCourses(tx);
      await this.addLocations(tx);
    });
    return true;
  }

  private async addThemeLeads(tx: EntityManager): Promise<void> {
    const themes = await themeIds(tx);
    await grantDemoRoles(
      tx,
      this.journal,
      demoPeople().flatMap(({ email, roles }) =>
        (roles ?? [])
          .filter(({ role }) => role === 'theme_lead')
          .flatMap(({ role, themes: slugs }) =>
            (slugs ?? [...themes.keys()]).map((slug) => ({
              email,
              role,
              scopeKind: 'theme' as const,
              scopeId: themes.get(slug) ?? null,
            })),
          ),
      ),
    );
  }

  private async addCourses(tx: EntityManager): Promise<void> {
    const courses = demoCourses();
    const [organisations, themes] = [await organisationIds(tx), await themeIds(tx)];
    await insertRows(
      tx,
      'catalogue.course',
      courses.map((course) => ({
        id: demoCourseId(course.slug),
        slug: course.slug,
        title: course.title,
        summary: course.summary,
        description: course.description,
        kind: course.kind,
        mode: course.mode,
        tags: course.tags,
        audiences: course.audiences,
        duration_minutes: course.durationMinutes,
        min_attendance_percent: course.completion.minAttendancePercent,
        partial_counts: course.completion.partialCounts,
        certificate_valid_months: course.certificateValidMonths ?? null,
        external_url: course.externalUrl ?? null,
        provider_id: organisations.get(course.provider),
        status: 'published',
        published_at: this.publishedAt(course),
        created_at: CREATED,
        version: 1,
      })),
    );
    await insertRows(
      tx,
      'catalogue.course_theme',
      courses.flatMap((course) =>
        course.themes.map((slug) => ({
          course_id: demoCourseId(course.slug),
          theme_id: themes.get(slug),
        })),
      ),
    );
    await this.journal.recordPast(
      tx,
      courses.flatMap((course) => {
        const subjectId = demoCourseId(course.slug);
        return [
          { action: 'course.created', subjectId, recordedAt: CREATED },
          { action: 'course.published', subjectId, recordedAt: this.publishedAt(course) },
        ];
      }),
    );
  }

  private publishedAt({ publishedDaysAgo }: DemoCourse): Date {
    return publishedDaysAgo ? addDays(this.clock.now(), -publishedDaysAgo) : PUBLISHED;
  }

  private async addLocations(tx: EntityManager): Promise<void> {
    const organisations = await organisationIds(tx);
    await insertRows(
      tx,
      'catalogue.location',
      demoLocations()
        .filter(({ municipality }) => municipality)
        .map(({ code, name, address, municipality, accessibility }) => ({
          id: demoId('location', code),
          name,
          address: address ?? '',
          accessibility: accessibility ?? '',
          municipality_id: organisations.get(municipality ?? ''),
        })),
    );
  }
}

async function themeIds(tx: EntityManager): Promise<Map<string, string>> {
  const found = await rows<{ slug: string; id: string }>(
    tx,
    'SELECT slug, id FROM catalogue.theme',
  );
  return new Map(found.map(({ slug, id }) => [slug, id]));
}
