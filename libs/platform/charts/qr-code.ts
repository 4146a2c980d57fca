import { create } from 'qrcode';

/** Modules of white around the code; a reader wants four. */
const MARGIN = 4;

/**
 * A QR code as SVG that says `text`, with `label` for the person who cannot see it. Drawn here from the
 * modules: as one path, and without a size of its own, so that the stylesheet decides.
 */
export function qrCode(text: string, label: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (modules.get(y, x)) path += `M${x + MARGIN} ${y + MARGIN}h1v1h-1z`;
  const whole = size + 2 * MARGIN;
  return (
    `<svg class="qr" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${whole} ${whole}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}h-${whole}z"/>` +
    `<path fill="#000" d="${path}"/></svg>`
  );
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
