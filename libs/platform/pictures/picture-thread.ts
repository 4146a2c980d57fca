import fs from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

import { onWhite, type Pixels, shrunk } from './shrink';

/** What a thread is given. */
export interface PictureTask {
  bytes: Uint8Array<ArrayBuffer>;
  mediaType: string;
  widths: readonly number[];
}

/** A picture as WebP. */
export interface ScaledPicture {
  bytes: Uint8Array;
  width: number;
  height: number;
}

/** Of 100; below it skies show steps. */
const QUALITY = 78;

/** What the decoder of PNG makes, which only browsers have. */
class Image implements ImageData {
  constructor(
    readonly data: Uint8ClampedArray,
    readonly width: number,
    readonly height: number,
  ) {}
}

const wasm = (file: string): WebAssembly.Module =>
  new WebAssembly.Module(fs.readFileSync(require.resolve(file)));

async function decode(bytes: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Pixels> {
  switch (mediaType) {
    case 'image/jpeg': {
      const jpeg = await import('@jsquash/jpeg/decode.js');
      await jpeg.init(wasm('@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm'));
      // A phone says how it was held; without that a picture lies on its side.
      return jpeg.default(bytes.buffer, { preserveOrientation: true });
    }
    case 'image/png': {
      const png = await import('@jsquash/png/decode.js');
      await png.init(wasm('@jsquash/png/codec/pkg/squoosh_png_bg.wasm'));
      return png.default(bytes.buffer);
    }
    default: {
      const webp = await import('@jsquash/webp/decode.js');
      await webp.init(wasm('@jsquash/webp/codec/dec/webp_dec.wasm'));
      return webp.default(bytes.buffer);
    }
  }
}

/** Reads the one picture that this thread is for, and writes it in each of the widths asked. */
async function answer({ bytes, mediaType, widths }: PictureTask): Promise<ScaledPicture[]> {
  Object.assign(globalThis, { ImageData: Image });
  const { init, default: encode } = await import('@jsquash/webp/encode.js');
  await init(wasm('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  const whole = onWhite(await decode(bytes, mediaType));
  const scaled: ScaledPicture[] = [];
  for (const width of widths) {
    const { data, ...size } = shrunk(whole, width);
    const written = await encode(new Image(data, size.width, size.height), { quality: QUALITY });
    scaled.push({ ...size, bytes: new Uint8Array(written) });
  }
  return scaled;
}

answer(workerData as PictureTask).then(
  (scaled) => parentPort?.postMessage(scaled),
  // Its decoder cannot read it: that is an answer.
  () => parentPort?.postMessage('unreadable'),
);
