import { qrModules } from './qr-modules';

/** Modules of white around the code; a reader wants four. */
const MARGIN = 4;

/**
 * A QR code as SVG that says `text`, with `label` for the person who cannot see it. Drawn here from the
 * modules: as one path, and without a size of its own, so that the stylesheet decides.
 */
export function qrCode(text: string, label: string): string {
  const modules = qrModules(text);
  let path = '';
  modules.forEach((row, y) =>
    row.forEach((isBlack, x) => {
      if (isBlack) path += `M${x + MARGIN} ${y + MARGIN}h1v1h-1z`;
    }),
  );
  const whole = modules.length + 2 * MARGIN;
  return (
    `<svg class="qr" role="img" aria-label="${escaped(label)}" viewBox="0 0 ${whole} ${whole}" ` +
    `shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${whole}v${whole}h-${whole}z"/>` +
    `<path fill="#000" d="${path}"/></svg>`
  );
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
