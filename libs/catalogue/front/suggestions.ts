import { Injectable } from '@nestjs/common';

import type { Actor } from '@academie/people';
import { Clock, Database, ShortCache, t } from '@academie/platform';

import { AdmissionQueries, type Sight } from '../admission/admission.queries';
import type { CourseKind } from '../course/course.entity';
import { listHref } from '../search/catalogue-filter';
import { upcoming } from '../search/catalogue-search';
import { CatalogueQueries, type Reference } from '../search/catalogue.queries';
import { plainSql } from '../search/search-terms-sql';
import { likeTitle, Params } from '../search/search-text';
import { plain, VOCABULARY } from '../search/search-words';
import type { SuggestionResponse } from './suggestion.dto';

const MOST = 8;
const MOST_COURSES = 5;
/** However much else there is, so many courses are told. */
const MOST_LEAST_COURSES = 3;
/** Of themes, municipalities and periods together no more than this many each. */
const MOST_EACH = 2;
/** Shorter than this and everything begins with it. */
const SHORTEST = 2;
/** A part of a name that is shorter is part of everybody's name. */
const SHORTEST_NAME = 3;

interface Found {
  courses: { slug: string; title: string; kind: CourseKind }[];
  trainers: string[];
}

/** What may be meant by what somebody is typing. */
@Injectable()
export class Suggestions {
  /** Plain words of periods, as the search understands them. */
  private readonly periods = [
    ...Object.keys(VOCABULARY.days),
    ...['week', 'maand', 'weekend'].flatMap((what) => [
      `${what === 'weekend' ? 'dit' : 'deze'} ${what}`,
      `volgend${what === 'weekend' ? '' : 'e'} ${what}`,
    ]),
    ...VOCABULARY.weekdays,
    ...VOCABULARY.months,
  ];

  constructor(
    private readonly catalogue: CatalogueQueries,
    private readonly admissions: AdmissionQueries,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cache: ShortCache,
  ) {}

  /** As on the page of a course, who gives it is told to those who are signed in. */
  async for(typed: string, actor: Actor | undefined): Promise<SuggestionResponse[]> {
    const words = plain(typed).replace(/\s+/g, ' ').trim();
    if (words.length < SHORTEST) return [];
    const seesTrainers = actor !== undefined && words.length >= SHORTEST_NAME;
    const sight = await this.admissions.sightOf(actor);
    const key = `suggestions ${JSON.stringify([words, seesTrainers, sight])}`;
    return this.cache.getOrLoad(key, async () => {
      const [reference, found] = await Promise.all([
        this.catalogue.reference(),
        this.find(words, seesTrainers, sight),
      ]);
      return this.put(words, reference, found);
    });
  }

  private put(words: string, reference: Reference, found: Found): SuggestionResponse[] {
    const begins = (name: string): boolean => ` ${plain(name)}`.includes(` ${words}`);
    const courses = found.courses.map(({ slug, title, kind }) => ({
      kind: 'course' as const,
      label: title,
      detail: t(`catalogue.kind.${kind}`),
      href: `/aanbod/${slug}`,
    }));
    const others = [
      ...reference.programmes
        .filter(({ title }) => plain(`leergang ${title}`).includes(words))
        .slice(0, MOST_EACH)
        .map(({ title, slug }) => this.one('programme', title, `/leergangen/${slug}`)),
      ...reference.themes
        .filter(({ name }) => begins(name))
        .slice(0, MOST_EACH)
        .map(({ slug, name }) => this.one('theme', name, listHref({ thema: slug }))),
      ...reference.municipalities
        .filter(({ name }) => begins(name))
        .slice(0, MOST_EACH)
        .map(({ code, name }) => this.one('municipality', name, listHref({ gemeente: code }))),
      ...this.periods
        .filter((period) => period.startsWith(words))
        .slice(0, MOST_EACH)
        .map((period) => this.one('date', period, listHref({ q: period }))),
      ...found.trainers.map((name) => this.one('trainer', name, listHref({ q: name }))),
    ];
    const room = Math.max(MOST - others.length, MOST_LEAST_COURSES);
    return [...courses.slice(0, room), ...others].slice(0, MOST);
  }

  private one(
    kind: Exclude<SuggestionResponse['kind'], 'course'>,
    label: string,
    href: string,
  ): SuggestionResponse {
    return { kind, label, detail: t(`catalogue.suggestion.${kind}`), href };
  }

  /** Courses and trainers in one statement; of what is confidential only what the reader may know of. */
  private async find(words: string, seesTrainers: boolean, sight: Sight): Promise<Found> {
    const params = new Params();
    const typed = params.add(words);
    const literal = words.replace(/[\\%_]/g, '\\$&');
    const part = params.add(`%${literal}%`);
    const name = params.add(`% ${literal}%`);
    const now = params.add(this.clock.now());
    const found = await this.database.first<Found>(
      `SELECT (SELECT coalesce(json_agg(json_build_object('slug', slug, 'title', title, 'kind', kind)), '[]') FROM (
          SELECT c.slug, c.title, c.kind FROM catalogue.course c
           WHERE c.status = 'published'
             AND (NOT c.confidential OR c.id = ANY (${params.add(sight.courseIds)}::uuid[]))
             AND (lower(c.title) LIKE ${part} OR ${likeTitle(typed)})
           ORDER BY lower(c.title) LIKE ${part} DESC, word_similarity(${typed}, lower(c.title)) DESC, c.title
           LIMIT ${MOST_COURSES}) found) AS courses,
        ARRAY(SELECT DISTINCT p.name FROM catalogue.offering o
            JOIN catalogue.offering_trainer ot ON ot.offering_id = o.id
            JOIN people.person_name p ON p.id = ot.person_id
           WHERE ${seesTrainers ? 'true' : 'false'} AND NOT o.confidential AND p.status = 'active'
             AND ${upcoming(now)} AND ' ' || ${plainSql('p.name')} LIKE ${name}
           ORDER BY 1 LIMIT ${MOST_EACH}) AS trainers`,
      params.values,
    );
    return found ?? { courses: [], trainers: [] };
  }
}
