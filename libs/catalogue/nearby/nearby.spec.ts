import { municipalitiesNear } from './nearby';

describe('municipalities near one', () => {
  it.each([
    ['haarlem', 10, ['bloemendaal', 'heemstede', 'zandvoort', 'velsen'], ['alkmaar', 'hoorn']],
    ['haarlem', 25, ['beverwijk', 'haarlemmermeer', 'zaanstad'], ['alkmaar', 'den-helder']],
    ['texel', 25, ['den-helder', 'hollands-kroon'], ['schagen', 'alkmaar']],
    ['texel', 10, [], ['den-helder']],
  ])('%s lie within %i km as they do on the map', (code, km, near, far) => {
    const found = municipalitiesNear(code, km);
    expect(found).toEqual(expect.arrayContaining([code, ...near]));
    for (const other of far) expect(found).not.toContain(other);
  });

  it('are all 32 within a long way, and only itself when nobody knows where it is', () => {
    expect(municipalitiesNear('hoorn', 500)).toHaveLength(32);
    expect(municipalitiesNear('elders', 50)).toEqual(['elders']);
  });
});
