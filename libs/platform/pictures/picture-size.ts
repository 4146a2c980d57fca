/** Pixels of a picture. */
export interface PictureSize {
  width: number;
  height: number;
}

/**
 * How large a PNG, JPEG or WebP says that it is; undefined when it does not say so where it should. Read before
 * anything is unpacked: a file of a few kilobytes can hold a picture that fills the memory.
 */
export function pictureSize(bytes: Buffer): PictureSize | undefined {
  try {
    if (bytes.readUInt32BE(0) === 0x89504e47) return sizeOfPng(bytes);
    if (bytes.readUInt16BE(0) === 0xffd8) return sizeOfJpeg(bytes);
    if (bytes.toString('latin1', 8, 12) === 'WEBP') return sizeOfWebp(bytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // it ends too soon
  }
  return undefined;
}

const sizeOfPng = (bytes: Buffer): PictureSize => ({
  width: bytes.readUInt32BE(16),
  height: bytes.readUInt32BE(20),
});

/** Segments, each with its length, up to the one that begins a frame. */
function sizeOfJpeg(bytes: Buffer): PictureSize | undefined {
  for (let at = 2; ;) {
    if (bytes.readUInt8(at) !== 0xff) return undefined;
    const kind = bytes.readUInt8(at + 1);
    if (kind === 0xff) {
      at += 1; // padding
      continue;
    }
    const isFrame = kind >= 0xc0 && kind <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(kind);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
}

function sizeOfWebp(bytes: Buffer): PictureSize | undefined {
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
    case 'VP8L': {
      const bits = bytes.readUInt32LE(21);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
    default:
      return undefined;
  }
}
