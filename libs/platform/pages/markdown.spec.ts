import fc from 'fast-check';

import { markdownHtml } from './markdown';

describe('the text of an author', () => {
  it('becomes paragraphs, lists, links and emphasis', () => {
    expect(markdownHtml('Een **wet** met [uitleg](https://wetten.nl).\n\n- een\n- twee')).toBe(
      '<p>Een <strong>wet</strong> met <a href="https://wetten.nl" rel="noopener noreferrer">uitleg</a>.</p>\n' +
        '<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n',
    );
  });

  it('has headings below the title of the page, without gaps', () => {
    expect(markdownHtml('# A\n\n### B\n\n###### C')).toMatch(/<h2>A.*<h3>B.*<h4>C/s);
    expect(markdownHtml('#### A')).toContain('<h2>A</h2>');
  });

  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html;base64,PHNjcmlwdD4=)',
    '[a](vbscript:x)',
    '[a](//elders.example/x)',
    '[a](ftp://elders.example)',
    '![a](https://elders.example/pixel.png)',
    '[a]: javascript:alert(1)\n[a]',
    '<https://elders.example/"onmouseover=alert(1)>',
    '```"><script>\nx\n```',
  ])('brings nothing into the page that runs or leads away: %s', (text) => {
    const html = markdownHtml(text);

    expect(html).not.toMatch(/<(?:script|img|iframe|style|object|svg)/i);
    expect(html).not.toMatch(/<[^<>]{0,200}\son\w+=/i);
    expect(html).not.toMatch(/href="(?!https?:\/\/|mailto:|\/[^/]|#)/i);
  });

  it('holds only tags of its own, whatever is typed', () => {
    const parts = fc.constantFrom(
      '<',
      '>',
      '"',
      "'",
      '[',
      '](',
      ')',
      '`',
      '#',
      '&',
      'a',
      ' ',
      '\n',
      'on=',
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (list) => {
        const html = markdownHtml(list.join(''));
        const tags = [...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag);
        const known = /^(?:p|h[2-4]|ul|ol|li|a|strong|em|code|pre|blockquote|hr|br)$/;
        expect(tags.filter((tag) => !known.test(tag!))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
