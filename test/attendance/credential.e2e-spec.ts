import { gunzipSync, inflateSync } from 'node:zlib';

import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { verifyCredential } from '@digitalbazaar/vc';

import { Database } from '@academie/platform';

import { localDocuments } from '../../libs/attendance/credential/credential-sign';
import { startAcademie } from '../support/academie';
import { heldCourse } from './given-attendance';

type Json = Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** What a verifier finds at the DID: for did:key the key itself, else what the academie publishes. */
function resolverOf(didDocument?: Json) {
  return async (url: string) => {
    const answer = (document: unknown) => ({ contextUrl: null, documentUrl: url, document });
    const [did, fragment] = url.split('#') as [string, string | undefined];
    if (!did.startsWith('did:')) return (await localDocuments())(url);
    const publicKeyMultibase = did.startsWith('did:key:') ? did.slice('did:key:'.length) : '';
    const document = didDocument ?? {
      '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
      id: did,
      verificationMethod: [
        {
          id: `${did}#${publicKeyMultibase}`,
          type: 'Multikey',
          controller: did,
          publicKeyMultibase,
        },
      ],
      assertionMethod: [`${did}#${publicKeyMultibase}`],
    };
    if (!fragment) return answer(document);
    const method = document.verificationMethod.find(({ id }: Json) => id === url);
    return answer({ '@context': 'https://w3id.org/security/multikey/v1', ...method });
  };
}

const verdict = async (credential: object, didDocument?: Json): Promise<boolean> => {
  const { verified } = await verifyCredential({
    credential,
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: resolverOf(didDocument),
    now: new Date('2026-06-01T12:00:00Z'),
    checkStatus: async () => ({ verified: true }),
  });
  return verified;
};

const asked = async (
  academie: ReturnType<typeof startAcademie>,
  person: { id: string },
): Promise<Json> => {
  const { body } = await academie.as(person).get('/api/v1/me/certificates').expect(200);
  const answer = await academie
    .as(person)
    .get(`/api/v1/me/certificates/${body.items[0].id}/credential`)
    .buffer(true)
    .parse((response, done) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => done(null, text));
    })
    .expect(200);
  return JSON.parse(answer.body as string) as Json;
};

describe('a credential', () => {
  const academie = startAcademie();

  it('is accepted by a verifier, and refused after one changed byte', async () => {
    const { people } = await heldCourse(academie, { Anna: 'present' }, { title: 'Basistraining' });
    const credential = await asked(academie, people[0]!);

    expect(credential.issuer.id).toMatch(/^did:key:z6Mk/);
    expect(await verdict(credential)).toBe(true);
    const text = JSON.stringify(credential);
    for (const [from, to] of [
      ['Basistraining', 'Basistraininh'],
      ['Anna de', 'Anne de'],
      ['"2026-03-10T', '"2026-03-11T'],
      ['statusListIndex":"', 'statusListIndex":"1'],
    ] as const)
      expect([from, await verdict(JSON.parse(text.replace(from, to)) as object)]).toEqual([
        from,
        false,
      ]);
    const proofValue = credential.proof.proofValue as string;
    const flipped = proofValue.slice(0, -1) + (proofValue.endsWith('2') ? '3' : '2');
    expect(
      await verdict({ ...credential, proof: { ...credential.proof, proofValue: flipped } }),
    ).toBe(false);
  });

  it('is the same text every time, signed with one key however many ask first', async () => {
    const { people } = await heldCourse(academie, { Anna: 'present', Bram: 'present' });
    const [one, other, again] = await Promise.all([
      asked(academie, people[0]!),
      asked(academie, people[1]!),
      asked(academie, people[0]!),
    ]);

    expect(again).toEqual(one);
    expect(other.proof.verificationMethod).toBe(one.proof.verificationMethod);
    const keys = await academie.database.rows('SELECT 1 FROM attendance.credential_key');
    expect(keys).toHaveLength(1);
  });

  it('says in its status list that it was revoked', async () => {
    const { people } = await heldCourse(academie, { Anna: 'present', Bram: 'present' });
    const [anna, bram] = [await asked(academie, people[0]!), await asked(academie, people[1]!)];
    const administrator = await academie.given.holder('administrator');
    const { body } = await academie.as(people[0]!).get('/api/v1/me/certificates');
    await academie
      .as(administrator)
      .post(`/api/v1/certificates/${body.items[0].id}/revocation`)
      .send({ reason: 'Vergissing' })
      .expect(204);

    const address = new URL(anna.credentialStatus.statusListCredential as string).pathname;
    const answer = await academie.stranger
      .get(address)
      .buffer(true)
      .parse((response, done) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => done(null, text));
      })
      .expect(200);
    const list = JSON.parse(answer.body as string) as Json;
    const bits = gunzipSync(
      Buffer.from((list.credentialSubject.encodedList as string).slice(1), 'base64url'),
    );
    const isSet = ({ credentialStatus }: Json): boolean => {
      const place = Number(credentialStatus.statusListIndex);
      return ((bits[place >> 3]! >> (7 - (place & 7))) & 1) === 1;
    };

    expect(await verdict(list)).toBe(true);
    expect(bits).toHaveLength(131_072 / 8);
    expect([isSet(anna), isSet(bram)]).toEqual([true, false]);
    await academie.stranger.get('/api/v1/credential-status-lists/9').expect(404);
    await academie.stranger.get('/api/v1/credential-status-lists/0').expect(404);
  });

  it('has no public document at an address that nobody can look up', async () => {
    await academie.stranger.get('/.well-known/did.json').expect(404);
  });

  it('comes with a certificate in PDF that is tagged, Dutch, and carries the title', async () => {
    const { people } = await heldCourse(
      academie,
      { 'Żofia Çelik': 'present' },
      { title: 'Basistraining Wet Bibob' },
    );
    const { body } = await academie.as(people[0]!).get('/api/v1/me/certificates');
    const answer = await academie
      .as(people[0]!)
      .get(`/api/v1/me/certificates/${body.items[0].id}/certificate.pdf`)
      .expect(200);
    const pdf = (answer.body as Buffer).toString('latin1');
    const inflated = [...pdf.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)]
      .map(([, part]) => {
        try {
          return inflateSync(Buffer.from(part!, 'latin1')).toString('latin1');
        } catch {
          return part!;
        }
      })
      .join('\n');

    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toContain('/Marked true');
    expect(pdf).toContain('/Lang (nl-NL)');
    expect(pdf).toContain('/DisplayDocTitle true');
    expect(pdf).toContain('/StructTreeRoot');
    expect(pdf).toMatch(/\/S \/H1/);
    expect(pdf).toMatch(/\/S \/Figure/);
    expect(inflated).toMatch(/pdfuaid:part/);
    expect(pdf).not.toContain('/BaseFont /Helvetica');
  });
});

describe('a credential of an academie with a public address and a secret', () => {
  const academie = startAcademie({
    config: {
      publicUrl: 'https://academie.nhveilig.example',
      credentialSecret: 'a secret of at least thirty-two characters',
    },
  });

  it('is signed by did:web, whose document anybody can read', async () => {
    const { people } = await heldCourse(academie, { Anna: 'present' });
    const credential = await asked(academie, people[0]!);
    const { text, headers } = await academie.stranger.get('/.well-known/did.json').expect(200);
    const document = JSON.parse(text) as Json;

    expect(headers['access-control-allow-origin']).toBe('*');
    expect(credential.issuer.id).toBe('did:web:academie.nhveilig.example');
    expect(document.id).toBe(credential.issuer.id);
    expect(await verdict(credential, document)).toBe(true);
  });

  it('does not give its key away with a copy of the database', async () => {
    const stored = await academie.app
      .get(Database)
      .first<{ key: Buffer; sealed: boolean; publicKey: string }>(
        'SELECT secret_key AS key, sealed, public_key AS "publicKey" FROM attendance.credential_key',
      );
    const { generate } = await import('@digitalbazaar/ed25519-multikey');
    const { key, sealed, publicKey } = stored!;

    // What lies there is longer than a key, and no part of it is the key.
    expect(sealed).toBe(true);
    expect(key).toHaveLength(12 + 16 + 32);
    for (let from = 0; from <= key.length - 32; from += 1)
      expect((await generate({ seed: key.subarray(from, from + 32) })).publicKeyMultibase).not.toBe(
        publicKey,
      );
  });
});
