import fc from 'fast-check';

import { markdownHtml } from '@academie/platform';

import { markdownOf } from './html-markdown';

describe('a document of Word as Markdown', () => {
  it('keeps headings, emphasis, links and lists within lists', () => {
    expect(
      markdownOf(
        '<h1>Deel <a id="x"></a>een</h1><h2><strong>Les</strong></h2><p>Een <strong> wet </strong>met ' +
          '<em>uitleg</em><br />op <a href="https://wetten.nl/x">de site</a>, niet <a href="javascript:x">daar</a>.</p>' +
          '<ul><li>een<ul><li>binnen</li></ul></li><li>twee</li></ul><ol><li>eerst</li></ol>',
      ),
    ).toBe(
      [
        '# Deel een',
        '## **Les**',
        'Een  **wet** met *uitleg*  \nop [de site](https://wetten.nl/x), niet daar.',
        '- een\n  - binnen\n- twee',
        '1. eerst',
      ].join('\n\n'),
    );
  });

  it('makes an item of each row of a table, and a line of each picture', () => {
    expect(
      markdownOf(
        '<table><tr><td><p>Wie</p></td><td><p>Wat</p></td></tr><tr><td><p>Gemeente</p></td><td><p>vraagt ' +
          'advies</p></td></tr></table><p>Zie <img src="image:0" alt="Een [kaart]" /> hier.</p>',
      ),
    ).toBe('- **Gemeente**, Wat: vraagt advies\n\nZie  hier.\n\n![Een  kaart](image:0)');
  });

  it('makes nothing of what only looks like Markdown', () => {
    const text =
      '# geen kop\n- geen lijst\n1. geen lijst\n> geen citaat\n*niet schuin* `geen code` [a](b) <b>';
    const html = `<p>${text.replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br />')}</p>`;
    const shown = markdownHtml(markdownOf(html));
    expect(shown).not.toMatch(/<(?:h\d|ul|ol|li|em|code|a|b|blockquote)\b/);
    expect(
      shown
        .replace(/<br>\n?/g, '\n')
        .replace(/<\/?p>/g, '')
        .trim(),
    ).toBe(text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });

  it('shows every word again, whatever it is made of', () => {
    const sign = fc.constantFrom(
      '*',
      '_',
      '#',
      '-',
      '1.',
      '[',
      '](',
      ')',
      '<',
      '`',
      '\\',
      '|',
      '~',
      '!',
      'a',
      ' ',
      '=',
    );
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 30 }), (list) => {
        const text = list.join('').replace(/\s+/g, ' ').trim();
        if (text === '') return;
        const html = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
        const shown = markdownHtml(markdownOf(`<p>${html}</p>`));
        expect(shown.replace(/<\/?p>/g, '').trim()).toBe(html.replaceAll('>', '&gt;'));
      }),
      { numRuns: 300 },
    );
  });
});
