import fs from 'node:fs';

import { qrModules } from '@academie/platform';

const WIDTH = 640;
const HEIGHT = 480;
const SCALE = 10;

/** A film of one picture, as Chromium takes it for what its camera sees: a QR code that says `text`. */
export function filmOf(text: string, file: string): string[] {
  const luma = Buffer.alloc(WIDTH * HEIGHT, 235);
  const modules = qrModules(text);
  const size = modules.length * SCALE;
  const [left, top] = [WIDTH, HEIGHT].map((edge) => Math.floor((edge - size) / 2));
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (modules[Math.floor(y / SCALE)]![Math.floor(x / SCALE)])
        luma[(top! + y) * WIDTH + left! + x] = 16;
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), luma, chroma]);
  const head = Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420\n`);
  fs.writeFileSync(file, Buffer.concat([head, frame, frame]));
  return [
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}
