import { startAcademie } from '../support/academie';

describe('a closed group', () => {
  const academie = startAcademie();
  let administrator: { id: string };
  let count = 0;

  beforeAll(async () => {
    administrator = await academie.given.holder('administrator');
  });

  const made = async (name = `Kring ${++count}`) => {
    const { headers } = await academie
      .as(administrator)
      .post('/groepen')
      .type('form')
      .send({ name, purpose: 'Overleg' })
      .expect(303);
    return headers.location!;
  };
  const add = (who: { id: string }, group: string, email: string, manages?: 'ja') =>
    academie
      .as(who)
      .post(`${group}/leden`)
      .type('form')
      .send({ email, ...(manages && { manages }) });

  it('is made by an administrator, and filled by a manager of its own', async () => {
    const group = await made();
    const [manager, member] = await academie.given.people('Mo', 'Lo');
    await add(administrator, group, manager!.email, 'ja').expect(303);
    await add(manager!, group, member!.email).expect(303);

    const page = await academie.as(manager!).get(group).expect(200);
    expect(page.text).toContain('Lo de Tester');
    const events = await academie.database.rows<{ action: string }>(
      'SELECT action FROM platform.journal WHERE subject_id = $1 ORDER BY id',
      [group.split('/')[2]],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'group.created',
      'group.member-added',
      'group.member-added',
    ]);
  });

  it('tells a member that it is there and nobody who is in it', async () => {
    const group = await made();
    const [member, other] = await academie.given.people('Nu', 'Ot');
    await add(administrator, group, member!.email).expect(303);
    await add(administrator, group, other!.email).expect(303);

    const { text } = await academie.as(member!).get(group).expect(200);
    expect(text).not.toContain('Ot de Tester');
    await add(member!, group, administrator.id).expect(422);
    await academie.as(member!).post(`${group}/leden`).send({ email: other!.email }).expect(404);
  });

  it('is not there for others', async () => {
    const group = await made();
    const [stranger] = await academie.given.people('Pi');

    await academie.as(stranger!).get(group).expect(404);
    await academie.as(stranger!).post('/groepen').send({ name: 'Zomaar' }).expect(403);
    expect((await academie.as(stranger!).get('/groepen').expect(200)).text).not.toContain(group);
  });

  it('says so when the name is taken or the address unknown, and keeps what was typed', async () => {
    const group = await made('Dubbel');
    const again = await academie
      .as(administrator)
      .post('/groepen')
      .type('form')
      .send({ name: 'dubbel', purpose: 'x' })
      .expect(422);
    expect(again.text).toContain('Er is al een groep met deze naam.');
    expect(again.text).toContain('value="dubbel"');
    const unknown = await add(administrator, group, 'niemand@test.example').expect(422);
    expect(unknown.text).toContain('Niemand in de academie heeft dit e-mailadres.');
  });

  it('ends with everybody out of it', async () => {
    const group = await made();
    const [member] = await academie.given.people('Qi');
    await add(administrator, group, member!.email).expect(303);
    await academie.as(administrator).get(`${group}/opheffen`).expect(200);
    await academie.as(administrator).post(`${group}/opheffen`).expect(303);

    await academie.as(member!).get(group).expect(404);
    const left = await academie.database.rows(
      'SELECT 1 FROM people.closed_group_member WHERE group_id = $1 AND left_at IS NULL',
      [group.split('/')[2]],
    );
    expect(left).toEqual([]);
  });
});
