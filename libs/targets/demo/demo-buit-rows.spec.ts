import { happenedAt, rowOf } from './demo-buit-rows';

const person = {
  externalId: 'BUIT-1',
  givenName: 'Sam',
  familyName: 'de Vries',
  email: 'sam@haarlem.example',
  organisation: 'haarlem',
  startedOn: '2026-11-20',
  completedOn: '2026-11-29',
};

describe('a row of the list of a provider', () => {
  it('holds nothing that lies after it came in, also when the academie starts in the morning', () => {
    const morning = new Date('2026-11-29T05:26:00+01:00');
    const row = rowOf(person, 'current', morning);

    expect(happenedAt(person.completedOn, row)).toEqual(morning);
    expect(happenedAt(person.startedOn, row)).toEqual(new Date('2026-11-20T12:00:00+01:00'));
  });
});
