import { Views } from './handlebars';
import { nameFieldsOfErrors } from './error-fields';

const views = new Views();
const summary = (...errors: [field: string, text: string][]): string =>
  views.render('error-summary', { errors: errors.map(([field, text]) => ({ field, text })) });
const field = (name: string, label: string, more: object = {}): string =>
  views.render('field', { name, label, type: 'text', ...more });
const named = (page: string): string[] =>
  [...nameFieldsOfErrors(page).matchAll(/<li>(?:<a [^>]*>)?([^<]*)/g)].map(([, text]) => text!);

describe('the summary of errors', () => {
  it('names each field by its label', () => {
    const page =
      summary(['title', 'Vul dit in.'], ['seats', 'Vul een getal in.']) +
      field('title', 'Titel', { required: true }) +
      field('seats', 'Aantal plekken');

    expect(named(page)).toEqual(['Titel: vul dit in.', 'Aantal plekken: vul een getal in.']);
  });

  it('names the group that a field is in', () => {
    const page =
      summary(['sessions.1.day', 'Vul dit in.']) +
      `<fieldset><legend>Sessie 1</legend>${field('sessions.0.day', 'Dag')}</fieldset>` +
      `<fieldset><legend>Sessie 2</legend>${field('sessions.1.day', 'Dag')}</fieldset>`;

    expect(named(page)).toEqual(['Sessie 2, dag: vul dit in.']);
  });

  it('puts no colon behind a label that is a question', () => {
    const page = summary(['know', 'Beantwoord deze vraag.']) + field('know', 'Wat weet u?');

    expect(named(page)).toEqual(['Wat weet u? Beantwoord deze vraag.']);
  });

  it('names a question with several answers by the question', () => {
    const options = [{ value: '1', label: 'Slecht' }];
    const page =
      summary(['score', 'Kies een antwoord.'], ['after', 'Vul dit in.']) +
      field('score', 'De trainer legde het goed uit', { type: 'radio', options, required: true }) +
      field('after', 'URL van de pagina');

    expect(named(page)).toEqual([
      'De trainer legde het goed uit: kies een antwoord.',
      'URL van de pagina: vul dit in.',
    ]);
  });

  it('leaves what names its field already, belongs to none, or has no label', () => {
    const page =
      summary(['title', 'Vul de titel in.'], ['', 'Iemand was u voor.'], ['other', 'Vul dit in.']) +
      field('title', 'Titel');

    expect(named(page)).toEqual(['Vul de titel in.', 'Iemand was u voor.', 'Vul dit in.']);
  });

  it('keeps what was typed from becoming a tag', () => {
    const page = summary(['title', 'Vul dit in.']) + field('title', '<b>Titel</b> & meer');

    expect(named(page)).toEqual(['&lt;b&gt;Titel&lt;/b&gt; &amp; meer: vul dit in.']);
  });
});
