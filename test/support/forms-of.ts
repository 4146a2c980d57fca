/** A form of a page as a browser would send it untouched. */
export interface PageForm {
  action: string;
  /** As they stand on the page; of choices the first that may be sent. */
  fields: Map<string, string>;
  hasFile: boolean;
}

/** The forms of a page that change something. */
export function formsOf(html: string): PageForm[] {
  return [...html.matchAll(/<form\s([^>]*)>(.*?)<\/form>/gs)].flatMap(
    ([, head = '', inside = '']) => {
      if (attribute(head, 'method')?.toLowerCase() !== 'post') return [];
      const fields = new Map<string, string>();
      for (const [tag, kind] of inside.matchAll(/<(input|select|textarea|button)\b[^>]*>/g)) {
        const name = attribute(tag, 'name');
        if (!name || name === '_csrf' || attribute(tag, 'type') === 'file') continue;
        if (!fields.get(name)) fields.set(name, valueOf(kind ?? '', tag, inside));
      }
      const action = plain(attribute(head, 'action') ?? '');
      return [{ action, fields, hasFile: head.includes('multipart') }];
    },
  );
}

function valueOf(kind: string, tag: string, inside: string): string {
  const behind = inside.slice(inside.indexOf(tag) + tag.length);
  if (kind === 'textarea') return plain(behind.slice(0, behind.indexOf('</textarea>')));
  if (kind !== 'select') return plain(attribute(tag, 'value') ?? '');
  const options = [...behind.slice(0, behind.indexOf('</select>')).matchAll(/<option\b[^>]*>/g)];
  const values = options.map(([option]) => attribute(option, 'value') ?? '');
  return plain(values.find(Boolean) ?? '');
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(tag)?.[1];

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&#x3D;', '=')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
