/** Red, green, blue and opacity of each pixel, row after row. */
export interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** On white, as a page shows it: what can be seen through would show its letters on a dark page, or not at all. */
export function onWhite({ data, width, height }: Pixels): Pixels {
  const opaque = new Uint8ClampedArray(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const opacity = (data[i + 3] ?? 255) / 255;
    for (let colour = i; colour < i + 3; colour++)
      opaque[colour] = (data[colour] ?? 0) * opacity + 255 * (1 - opacity);
    opaque[i + 3] = 255;
  }
  return { data: opaque, width, height };
}

/** As wide as this and no wider; each pixel is the mean of what it stands for, parts of pixels included. */
export function shrunk({ data, width: from, height: fromHeight }: Pixels, width: number): Pixels {
  if (width >= from) return { data, width: from, height: fromHeight };
  const height = Math.max(1, Math.round((fromHeight * width) / from));
  const narrow = new Uint8ClampedArray(width * fromHeight * 4);
  for (let y = 0; y < fromHeight; y++)
    shrinkLine(
      { data, at: y * from * 4, step: 4, length: from },
      { data: narrow, at: y * width * 4, step: 4, length: width },
    );
  const small = new Uint8ClampedArray(width * height * 4);
  for (let x = 0; x < width; x++)
    shrinkLine(
      { data: narrow, at: x * 4, step: width * 4, length: fromHeight },
      { data: small, at: x * 4, step: width * 4, length: height },
    );
  return { data: small, width, height };
}

/** A row or a column of pixels. */
interface Line {
  data: Uint8ClampedArray;
  at: number;
  step: number;
  length: number;
}

function shrinkLine(from: Line, to: Line): void {
  const each = from.length / to.length;
  for (let i = 0; i < to.length; i++) {
    const start = i * each;
    const end = Math.min(start + each, from.length);
    let [red, green, blue] = [0, 0, 0];
    for (let j = Math.floor(start); j < end; j++) {
      const part = Math.min(j + 1, end) - Math.max(j, start);
      const pixel = from.at + j * from.step;
      red += part * (from.data[pixel] ?? 0);
      green += part * (from.data[pixel + 1] ?? 0);
      blue += part * (from.data[pixel + 2] ?? 0);
    }
    const pixel = to.at + i * to.step;
    to.data[pixel] = red / (end - start);
    to.data[pixel + 1] = green / (end - start);
    to.data[pixel + 2] = blue / (end - start);
    to.data[pixel + 3] = 255;
  }
}
