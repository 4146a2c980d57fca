import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

import { pictureSize } from './picture-size';
import { scalePicture } from './scale-picture';

const WASM = {
  jpeg: '@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm',
  png: '@jsquash/png/codec/pkg/squoosh_png_bg.wasm',
};

/** A picture of one colour, left half, and white. */
async function drawn(kind: 'jpeg' | 'png', width: number, height: number): Promise<Buffer> {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < data.length; i += 4) if ((i / 4) % width < width / 2) data[i] = 0;
  const { default: encode, init } = await import(
    kind === 'jpeg' ? '@jsquash/jpeg/encode.js' : '@jsquash/png/encode.js'
  );
  await init(new WebAssembly.Module(fs.readFileSync(require.resolve(WASM[kind]))));
  return Buffer.from(await encode({ data, width, height }));
}

describe('a picture', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'pictures-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  const asked = { widths: [400, 800, 1600], least: 800 };
  const inFile = (content: Buffer): string => {
    const file = path.join(folder, 'picture');
    fs.writeFileSync(file, content);
    return file;
  };

  it.each(['jpeg', 'png'] as const)(
    'as %s becomes WebP in each width, never larger',
    async (kind) => {
      const content = await drawn(kind, 1000, 500);
      expect(pictureSize(content)).toEqual({ width: 1000, height: 500 });
      const scaled = await scalePicture(inFile(content), `image/${kind}`, asked);
      if (typeof scaled === 'string') throw new Error(scaled);
      expect(scaled.map(({ width, height }) => [width, height])).toEqual([
        [400, 200],
        [800, 400],
        [1000, 500],
      ]);
      for (const { bytes, width, height } of scaled)
        expect(pictureSize(Buffer.from(bytes))).toEqual({ width, height });
    },
  );

  it('is not read when it is small, broken, or larger than it seems', async () => {
    const small = await drawn('png', 300, 200);
    expect(await scalePicture(inFile(small), 'image/png', asked)).toBe('too-small');
    const whole = await drawn('png', 1000, 500);
    expect(await scalePicture(inFile(whole.subarray(0, 200)), 'image/png', asked)).toBe(
      'unreadable',
    );
    const bomb = Buffer.from(small);
    bomb.writeUInt32BE(60_000, 16);
    bomb.writeUInt32BE(60_000, 20);
    expect(await scalePicture(inFile(bomb), 'image/png', asked)).toBe('too-many-pixels');
    expect(await scalePicture(inFile(Buffer.from('none')), 'image/png', asked)).toBe('unreadable');
  });
});
