import { SaxesParser } from 'saxes';

/**
 * Whether a picture in SVG holds a script: an element, a handler of an event, or an address that is one.
 * A picture that cannot be read is looked at as text.
 */
export function hasScript(svg: Buffer): boolean {
  const text = svg.toString('utf8');
  const parser = new SaxesParser({ xmlns: false, position: false });
  const seen = { script: false, broken: false };
  parser.on('error', () => (seen.broken = true));
  parser.on('opentag', ({ name, attributes }) => {
    seen.script ||= /(?:^|:)(?:script|foreignObject|iframe)$/i.test(name);
    for (const [attribute, value] of Object.entries(attributes))
      seen.script ||= /^on/i.test(attribute) || isScript(value);
  });
  parser.write(text).close();
  return seen.script || (seen.broken && /<script|\son[a-z]+\s*=|javascript:/i.test(text));
}

const isScript = (value: string): boolean =>
  /^(?:javascript|vbscript|data:text\/html)/i.test(value.replace(/[\s\p{Cc}]+/gu, ''));
