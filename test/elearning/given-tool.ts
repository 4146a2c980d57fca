import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createRemoteJWKSet, type JWTPayload, jwtVerify, SignJWT } from 'jose';

import type { Academie, Visitor } from '../support/academie';

export const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
export const LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim';
export const GRADES = 'https://purl.imsglobal.org/spec/lti-ags';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

interface Endpoint {
  lineitem: string;
  lineitems: string;
  scope: string[];
}

/** What a browser carries to a tool: the fields of the form of the academie, and where it goes. */
export interface Carried {
  action: string;
  fields: Record<string, string>;
}

/**
 * A learning program on this machine, with keys of its own: it answers a sign-in that the academie begins, reads what
 * the academie signs with the keys of the academie, and sends scores.
 */
export class GivenTool {
  private static readonly started = new Set<GivenTool>();
  readonly name: string;
  url!: string;
  /** As the page of the academie shows them. */
  ours!: Record<'issuer' | 'client' | 'deployment' | 'authorize' | 'token' | 'jwks' | 'id', string>;
  /** Another answer to who asks for the keys. */
  keysAnswer: ((reply: ServerResponse) => void) | undefined;
  keysAsked = 0;
  private key!: { kid: string; privateKey: KeyObject; publicKey: KeyObject };
  private readonly server = http.createServer((request, reply) => this.answer(request, reply));

  constructor(
    private readonly academie: Academie,
    name = `Leerplein ${randomUUID().slice(0, 8)}`,
  ) {
    this.name = name;
    this.newKey();
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    GivenTool.started.add(this);
    return this;
  }

  /** Stops all that were started. */
  static async stop(): Promise<void> {
    for (const { server } of GivenTool.started) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    GivenTool.started.clear();
  }

  /** Another key from now on; the one before it is gone from the list. */
  newKey(): void {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    this.key = { kid: randomUUID(), privateKey, publicKey };
  }

  get publicPem(): string {
    return this.key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** What an administrator fills in of it. */
  form(more: object = {}): Record<string, string> {
    return {
      name: this.name,
      loginUrl: `${this.url}/login`,
      launchUrl: `${this.url}/start`,
      redirectUrls: `${this.url}/answer\n${this.url}/answer2`,
      chooseUrl: `${this.url}/choose`,
      keysUrl: `${this.url}/keys`,
      givesScores: 'ja',
      ...more,
    };
  }

  /** An administrator connects it, and copies what the page says. */
  async register(admin: Visitor, more: object = {}): Promise<this> {
    const added = await admin
      .post('/beheer/leerprogrammas/nieuw')
      .type('form')
      .send(this.form(more))
      .expect(303);
    const { text } = await admin.get(added.headers.location!).expect(200);
    const shown = [...text.matchAll(/id="(\w+)" value="([^"]+)" readonly/g)];
    this.ours = {
      ...(Object.fromEntries(
        shown.map(([, id, value]) => [id, decoded(value!)]),
      ) as GivenTool['ours']),
      id: added.headers.location!.split('/').at(-1)!,
    };
    return this;
  }

  /** What the tool asks of a browser that came to it by this address. */
  asks(login: URL, more: Record<string, string | undefined> = {}): Record<string, string> {
    const asked: Record<string, string | undefined> = {
      scope: 'openid',
      response_type: 'id_token',
      response_mode: 'form_post',
      prompt: 'none',
      client_id: login.searchParams.get('client_id') ?? '',
      redirect_uri: `${this.url}/answer`,
      state: 'een-staat',
      nonce: randomUUID(),
      login_hint: login.searchParams.get('login_hint') ?? '',
      lti_message_hint: login.searchParams.get('lti_message_hint') ?? '',
      ...more,
    };
    return Object.fromEntries(
      Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
  }

  /** Goes through the sign-in with a browser, as far as the form that it carries to the tool. */
  async carried(visitor: Visitor, login: URL, more: object = {}): Promise<Carried> {
    const path = new URL(this.ours.authorize).pathname;
    const { text } = await visitor
      .get(path)
      .query(this.asks(login, { ...more }))
      .expect(200);
    return readCarried(text);
  }

  /** Reads what the academie signed, as a tool does. */
  async read(token: string, nonce?: string): Promise<JWTPayload> {
    const keys = createRemoteJWKSet(new URL(new URL(this.ours.jwks).pathname, this.academie.url));
    const { payload } = await jwtVerify(token, keys, {
      issuer: this.ours.issuer,
      audience: this.ours.client,
      algorithms: ['RS256'],
      currentDate: this.academie.clock.now(),
    });
    if (nonce !== undefined) expect(payload.nonce).toBe(nonce);
    return payload;
  }

  /** Opens a page of the academie that sends a browser here, and what the tool is told then. */
  async told(visitor: Visitor, page: { text: string }): Promise<JWTPayload> {
    const { action, fields } = await this.carried(visitor, loginOf(page.text));
    expect(action).toBe(`${this.url}/answer`);
    expect(fields.state).toBe('een-staat');
    return this.read(fields.id_token!);
  }

  /** A token that the tool signs. */
  sign(claims: JWTPayload, header: { alg?: string; kid?: string } = {}): Promise<string> {
    const now = Math.floor(this.academie.clock.now().getTime() / 1000);
    return new SignJWT({ iat: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: this.key.kid, ...header })
      .sign(this.key.privateKey);
  }

  /** What it says that an author chose. */
  chosen(told: JWTPayload, items: unknown = [this.item()], more: JWTPayload = {}): JWTPayload {
    const settings = told[`${LINKING}/deep_linking_settings`] as { data: string };
    return {
      iss: this.ours.client,
      aud: this.ours.issuer,
      nonce: randomUUID(),
      [`${LTI}/message_type`]: 'LtiDeepLinkingResponse',
      [`${LTI}/version`]: '1.3.0',
      [`${LTI}/deployment_id`]: this.ours.deployment,
      [`${LINKING}/data`]: settings.data,
      [`${LINKING}/content_items`]: items,
      ...more,
    };
  }

  item(more: object = {}): object {
    return {
      type: 'ltiResourceLink',
      title: 'Herken een katvanger',
      url: `${this.url}/start?les=7`,
      custom: { les: '7' },
      lineItem: { scoreMaximum: 20, label: 'Katvanger', resourceId: 'les-7', tag: 'toets' },
      ...more,
    };
  }

  assertion(more: JWTPayload = {}): JWTPayload {
    const { client, token } = this.ours;
    return { iss: client, sub: client, aud: token, jti: randomUUID(), ...more };
  }

  /** Asks for a token with an assertion, of its own unless given. */
  async askToken(assertion?: string, more: object = {}) {
    return this.academie.stranger
      .post(new URL(this.ours.token).pathname)
      .type('form')
      .send({
        grant_type: 'client_credentials',
        client_assertion_type: ASSERTION,
        client_assertion: assertion ?? (await this.sign(this.assertion())),
        scope: `${GRADES}/scope/score ${GRADES}/scope/lineitem.readonly`,
        ...more,
      });
  }

  async token(): Promise<string> {
    const { body, status } = await this.askToken();
    expect(status).toBe(200);
    return (body as { access_token: string }).access_token;
  }

  /** Sends a score to the line item of what was opened. */
  async score(told: JWTPayload, more: object = {}, token?: string) {
    const { lineitem } = told[`${GRADES}/claim/endpoint`] as Endpoint;
    return this.academie.stranger
      .post(`${new URL(lineitem).pathname}/scores`)
      .set('authorization', `Bearer ${token ?? (await this.token())}`)
      .set('content-type', 'application/vnd.ims.lis.v1.score+json')
      .send(
        JSON.stringify({
          userId: told.sub,
          timestamp: this.academie.clock.now().toISOString(),
          activityProgress: 'Completed',
          gradingProgress: 'FullyGraded',
          scoreGiven: 16,
          scoreMaximum: 20,
          ...more,
        }),
      );
  }

  async asksFor(address: string, token?: string) {
    const { pathname, search } = new URL(address);
    return this.academie.stranger
      .get(pathname + search)
      .set('authorization', `Bearer ${token ?? (await this.token())}`);
  }

  private answer({ url }: IncomingMessage, reply: ServerResponse): void {
    if (url?.startsWith('/login?')) {
      // As most tools do, at once; a page that sends a form itself would bring no session into a frame.
      const { pathname } = new URL(this.ours.authorize);
      const asked = new URLSearchParams(this.asks(new URL(url, this.url))).toString();
      const location = `${this.academie.url}${pathname}?${asked}`;
      return void reply.writeHead(302, { location }).end();
    }
    if (url === '/answer')
      return void reply
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<title>x</title><h1>Welkom in het leerprogramma</h1>');
    if (url !== '/keys') return void reply.writeHead(404).end();
    this.keysAsked += 1;
    if (this.keysAnswer) return this.keysAnswer(reply);
    const { kid, publicKey } = this.key;
    const key = { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
    reply.writeHead(200, { 'content-type': 'application/json' });
    reply.end(JSON.stringify({ keys: [key] }));
  }
}

/** Where the academie sends a browser to begin a sign-in. */
export function loginOf(text: string): URL {
  const [, href = ''] = /<a class="nl-button nl-button--primary" href="([^"]+)"/.exec(text) ?? [];
  return new URL(decoded(href));
}

export function readCarried(text: string): Carried {
  const [, action = ''] = /<form method="post" action="([^"]+)" data-go>/.exec(text) ?? [];
  const [form = ''] = text.split('data-go>').slice(1);
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
  return {
    action: decoded(action),
    fields: Object.fromEntries(fields.map(([, name, value]) => [name, decoded(value!)])),
  };
}

const decoded = (text: string): string =>
  text
    .replaceAll('&#x3D;', '=')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'");
