const SUMMARY = 'class="error-summary"';
const ITEM = /<li><a href="#([\w-]+)">([^<]*)<\/a><\/li>/g;

/**
 * Names in the summary of errors the field that each is about, as its label does: "Sessie 2, dag: vul dit in."
 * Labels stand in views alone, below the summary, so it is done when the page is whole. A text that holds the
 * label already, and one whose field has none, stays as it is.
 */
export function nameFieldsOfErrors(html: string): string {
  const start = html.indexOf(SUMMARY);
  if (start < 0) return html;
  const end = html.indexOf('</ul>', start);
  const named = html.slice(start, end).replace(ITEM, (item: string, id: string, text: string) => {
    const label = labelOf(html, id);
    if (!label || text.toLowerCase().includes(label.toLowerCase())) return item;
    // A question that somebody wrote keeps its own mark.
    const named = /[.?!]$/.test(label) ? `${label} ${text}` : `${label}: ${afterColon(text)}`;
    return `<li><a href="#${id}">${named}</a></li>`;
  });
  return html.slice(0, start) + named + html.slice(end);
}

function labelOf(html: string, id: string): string | undefined {
  const group = html.search(new RegExp(`<fieldset[^>]*\\bid="${id}"`));
  const at = group >= 0 ? html.indexOf('<legend', group) : labelAt(html, id);
  if (at < 0) return undefined;
  const label = textOf(html, at);
  const around = group >= 0 ? undefined : legendAround(html, at);
  return around ? `${around}, ${afterColon(label)}` : label;
}

const labelAt = (html: string, id: string): number =>
  html.search(new RegExp(`<label[^>]*\\bfor="${id}"`));

/** The legend of the group that holds this place. */
function legendAround(html: string, at: number): string | undefined {
  const opened = html.lastIndexOf('<fieldset', at);
  if (opened < 0 || html.lastIndexOf('</fieldset>', at) > opened) return undefined;
  const legend = html.indexOf('<legend', opened);
  return legend >= 0 && legend < at ? textOf(html, legend) : undefined;
}

/** The text of the label or legend that begins here, without "(niet verplicht)". */
function textOf(html: string, at: number): string {
  const from = html.indexOf('>', at) + 1;
  const name = html.startsWith('<legend', at) ? '</legend>' : '</label>';
  return html
    .slice(from, html.indexOf(name, from))
    .replace(/<span class="field__optional">[^<]*<\/span>/g, '')
    .replace(/<[^<>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** After a colon a sentence begins small; a word in capitals stays. */
const afterColon = (text: string): string =>
  /^\p{Lu}[\p{Lu}\d]/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
