import { Inject, Injectable } from '@nestjs/common';
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
  WebAuthnCredential,
} from '@simplewebauthn/server';
import type { EntityManager } from 'typeorm';

import {
  Clock,
  CONFIG,
  type Config,
  Database,
  Installation,
  newId,
  rows,
} from '@academie/platform';

import type { Actor } from '../access/actor';
import { PasskeyRefused, TooManyPasskeys } from './passkey.errors';
import { PasskeyChallenges } from './passkey-challenges';

/** Loaded with the first passkey: its readers of certificates are 300 files. */
const webauthn = () => import('@simplewebauthn/server');

const MOST = 20;

/** A passkey as its owner sees it. */
export interface PasskeyRow {
  id: string;
  name: string;
  madeAt: Date;
  lastUsedAt: Date | null;
}

interface Stored {
  id: string;
  personId: string;
  publicKey: Buffer;
  counter: string;
}

/**
 * Passkeys (WebAuthn). The device asks for a finger, a face or a PIN each time, so a passkey is two factors in
 * one and lets somebody in by itself.
 */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly challenges: PasskeyChallenges,
    private readonly installation: Installation,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Those of a person, the oldest first. */
  list(personId: string): Promise<PasskeyRow[]> {
    return this.database.rows<PasskeyRow>(
      `SELECT id, name, made_at AS "madeAt", last_used_at AS "lastUsedAt" FROM people.passkey
        WHERE person_id = $1 ORDER BY made_at, id LIMIT ${MOST}`,
      [personId],
    );
  }

  /** What a browser needs to make one. */
  async optionsToAdd(actor: Actor): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const [address, known] = await Promise.all([
      this.database.first<{ address: string }>(
        'SELECT address::text FROM people.email_address WHERE person_id = $1 AND is_primary',
        [actor.id],
      ),
      this.database.rows<{ id: Buffer }>(
        `SELECT credential_id AS id FROM people.passkey WHERE person_id = $1 LIMIT ${MOST}`,
        [actor.id],
      ),
    ]);
    const { generateRegistrationOptions } = await webauthn();
    return generateRegistrationOptions({
      rpName: this.installation.current.name,
      rpID: this.host,
      userID: new Uint8Array(Buffer.from(actor.id.replaceAll('-', ''), 'hex')),
      userName: address?.address ?? actor.name,
      userDisplayName: actor.name,
      challenge: await this.challenges.ask(actor.id),
      attestationType: 'none',
      excludeCredentials: known.map(({ id }) => ({ id: id.toString('base64url') })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
  }

  /** Looks whether a browser made a passkey as it was asked. @throws PasskeyRefused */
  async verify(actor: Actor, answer: RegistrationResponseJSON): Promise<WebAuthnCredential> {
    const { verifyRegistrationResponse } = await webauthn();
    const { registrationInfo } = await refusing(() =>
      verifyRegistrationResponse({
        response: answer,
        expectedChallenge: (challenge) => this.challenges.take(challenge, actor.id),
        expectedOrigin: this.origin,
        expectedRPID: this.host,
        requireUserVerification: true,
      }),
    );
    if (!registrationInfo) throw new PasskeyRefused();
    return registrationInfo.credential;
  }

  /** Stores the passkey; the caller has locked the person. @throws PasskeyRefused, TooManyPasskeys */
  async add(
    tx: EntityManager,
    actor: Actor,
    { name, credential }: { name: string; credential: WebAuthnCredential },
  ): Promise<void> {
    if ((await this.count(tx, actor.id)) >= MOST) throw new TooManyPasskeys({ most: MOST });
    const made = await rows(
      tx,
      `INSERT INTO people.passkey
         (id, person_id, credential_id, public_key, counter, transports, name, made_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING id`,
      [
        newId(),
        actor.id,
        Buffer.from(credential.id, 'base64url'),
        Buffer.from(credential.publicKey),
        credential.counter,
        credential.transports ?? [],
        name,
        this.clock.now(),
      ],
    );
    if (made.length === 0) throw new PasskeyRefused();
  }

  /** Takes one of the own away; returns its name, undefined when it was gone. */
  async remove(tx: EntityManager, personId: string, id: string): Promise<string | undefined> {
    const [removed] = await rows<{ name: string }>(
      tx,
      'DELETE FROM people.passkey WHERE person_id = $1 AND id = $2 RETURNING name',
      [personId, id],
    );
    return removed?.name;
  }

  private async count(tx: EntityManager, personId: string): Promise<number> {
    const found = await rows(tx, 'SELECT 1 FROM people.passkey WHERE person_id = $1', [personId]);
    return found.length;
  }

  /** What a browser needs to have one sign: of this person, or any that it knows for the academie. */
  async optionsToSign(personId?: string): Promise<PublicKeyCredentialRequestOptionsJSON> {
    const known = personId
      ? await this.database.rows<{ id: Buffer; transports: string[] }>(
          `SELECT credential_id AS id, transports FROM people.passkey WHERE person_id = $1 LIMIT ${MOST}`,
          [personId],
        )
      : [];
    const { generateAuthenticationOptions } = await webauthn();
    return generateAuthenticationOptions({
      rpID: this.host,
      challenge: await this.challenges.ask(personId),
      allowCredentials: known.map(({ id, transports }) => ({
        id: id.toString('base64url'),
        transports,
      })),
      userVerification: 'required',
    });
  }

  /**
   * Who signed with a passkey. `personId` is who was asked to, undefined when nobody had said who it is.
   * @throws PasskeyRefused
   */
  async signedBy(answer: AuthenticationResponseJSON, personId?: string): Promise<string> {
    const stored = await this.database.first<Stored>(
      `SELECT k.id, k.person_id AS "personId", k.public_key AS "publicKey", k.counter
         FROM people.passkey k
         JOIN people.person p ON p.id = k.person_id AND p.status = 'active' AND p.blocked_at IS NULL
        WHERE k.credential_id = $1`,
      [Buffer.from(answer.id, 'base64url')],
    );
    if (!stored || (personId && stored.personId !== personId)) throw new PasskeyRefused();
    const { verifyAuthenticationResponse } = await webauthn();
    const { verified, authenticationInfo } = await refusing(() =>
      verifyAuthenticationResponse({
        response: answer,
        expectedChallenge: (challenge) => this.challenges.take(challenge, personId),
        expectedOrigin: this.origin,
        expectedRPID: this.host,
        requireUserVerification: true,
        credential: {
          id: answer.id,
          publicKey: new Uint8Array(stored.publicKey),
          counter: Number(stored.counter),
        },
      }),
    );
    if (!verified) throw new PasskeyRefused();
    await this.database.rows(
      'UPDATE people.passkey SET counter = $2, last_used_at = $3 WHERE id = $1',
      [stored.id, authenticationInfo.newCounter, this.clock.now()],
    );
    return stored.personId;
  }

  private get host(): string {
    return new URL(this.config.publicUrl).hostname;
  }

  private get origin(): string {
    return new URL(this.config.publicUrl).origin;
  }
}

// The library throws a plain Error with the reason; to who sends it all reasons are one.
async function refusing<T>(verify: () => Promise<T>): Promise<T> {
  try {
    return await verify();
  } catch (error) {
    if (isOfDatabase(error)) throw error;
    throw new PasskeyRefused();
  }
}

const isOfDatabase = (error: unknown): boolean =>
  typeof (error as { code?: unknown }).code === 'string' ||
  (error as { driverError?: unknown }).driverError !== undefined;
