import encodeQR from 'qr';

/** The squares of a QR code that says `text`, row by row, without a margin: true is black. */
export const qrModules = (text: string): boolean[][] =>
  // The library leaves a margin of one at least.
  encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
