import type request from 'supertest';

import { newId } from '@academie/platform';

import type { GivenPlayer } from './given-player';

const CMI5 = 'https://w3id.org/xapi/cmi5';
const VERB = 'http://adlnet.gov/expapi/verbs';
const MOVE_ON = { id: `${CMI5}/context/categories/moveon` };

type Json = Record<string, unknown>;
export interface Said {
  id?: string;
  result?: Json;
  more?: Json;
  context?: Json;
  object?: Json;
  defined?: boolean;
}

/** A unit of cmi5 that was launched, as its own script would be. */
export class GivenUnit {
  auth = '';
  template: { contextActivities: { grouping: Json[] }; extensions: Json } = {
    contextActivities: { grouping: [] },
    extensions: {},
  };
  data: Json = {};

  private constructor(
    /** The page around it. */
    readonly page: string,
    private readonly player: GivenPlayer,
    readonly params: URLSearchParams,
    readonly token: string,
  ) {}

  /** Launches a unit and fetches what it needs; the first one unless another is named. */
  static async launch(
    player: GivenPlayer,
    token: string,
    item?: string,
    mode?: string,
  ): Promise<GivenUnit> {
    const { text } = await player
      .content('get', `/l/${token}/speler`)
      .query({ ...(item && { onderdeel: item }), ...(mode && { wijze: mode }) })
      .expect(200);
    const [, src = ''] = /<iframe class="part" src="([^"]+)"/.exec(text) ?? [];
    const address = src.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=');
    const unit = new GivenUnit(text, player, new URL(address, 'http://x').searchParams, token);
    const fetched = await player
      .content('post', new URL(unit.params.get('fetch')!).pathname)
      .expect(200);
    unit.auth = (fetched.body as { 'auth-token': string })['auth-token'];
    const { body } = await unit.get('activities/state', unit.state('LMS.LaunchData')).expect(200);
    unit.data = body as Json;
    unit.template = unit.data.contextTemplate as GivenUnit['template'];
    return unit;
  }

  get actor(): Json {
    return JSON.parse(this.params.get('actor')!) as Json;
  }
  get registration(): string {
    return this.params.get('registration')!;
  }
  get activityId(): string {
    return this.params.get('activityId')!;
  }

  state(stateId?: string): Record<string, string> {
    const { activityId, registration } = this;
    const agent = JSON.stringify(this.actor);
    return { activityId, registration, agent, ...(stateId && { stateId }) };
  }

  ask(
    method: 'get' | 'post' | 'put' | 'delete' | 'head',
    path: string,
    query: object = {},
  ): request.Test {
    return this.player
      .content(method, `/l/${this.token}/xapi/${path}`)
      .query(query)
      .set('x-experience-api-version', '1.0.3')
      .set('authorization', `Basic ${this.auth}`);
  }
  get(path: string, query: object = {}): request.Test {
    return this.ask('get', path, query);
  }

  /** A statement as this unit makes it. */
  statement(verb: string, { id, result, more, context, object, defined = true }: Said = {}): Json {
    const judged = ['completed', 'passed', 'failed'].includes(verb);
    const category = [{ id: `${CMI5}/context/categories/cmi5` }, ...(judged ? [MOVE_ON] : [])];
    return {
      id: id ?? newId(),
      actor: this.actor,
      verb: { id: verb.includes(':') ? verb : `${VERB}/${verb}`, display: { en: verb } },
      object: object ?? { objectType: 'Activity', id: this.activityId },
      ...(result && { result }),
      context: {
        registration: this.registration,
        extensions: this.template.extensions,
        contextActivities: {
          ...this.template.contextActivities,
          ...(defined && { category }),
        },
        ...context,
      },
      timestamp: '2026-03-03T08:00:00.000Z',
      ...more,
    };
  }
  send(statements: unknown): request.Test {
    return this.ask('post', 'statements').send(statements as object);
  }
  say(verb: string, said?: Said): request.Test {
    return this.send(this.statement(verb, said));
  }

  initialized = () => this.say('initialized');
  completed = () => this.say('completed', { result: { completion: true, duration: 'PT1M' } });
  passed = (scaled?: number) =>
    this.say('passed', {
      result: {
        success: true,
        duration: 'PT1M',
        ...(scaled !== undefined && { score: { scaled } }),
      },
    });
  failed = (scaled?: number) =>
    this.say('failed', {
      result: {
        success: false,
        duration: 'PT1M',
        ...(scaled !== undefined && { score: { scaled } }),
      },
    });
  terminated = () => this.say('terminated', { result: { duration: 'PT2M' } });

  /** Last word of the verbs of all statements, the oldest first. */
  async verbs(): Promise<string[]> {
    const { body } = await this.get('statements', { ascending: 'true' }).expect(200);
    return (body as { statements: { verb: { id: string } }[] }).statements.map(({ verb }) =>
      verb.id.split('/').at(-1)!,
    );
  }
}
