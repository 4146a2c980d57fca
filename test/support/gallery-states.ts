import { progressChart, scoreBars } from '@academie/platform';

/** One way in which a partial is seen: what makes it differ, and what it is given. */
export interface GalleryState {
  state: string;
  context: object;
}

const LONG = 'Signalen van ondermijning herkennen in het buitengebied en bij bedrijventerreinen';
const DRAWN =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='16' height='9'%3E%3Crect width='16' height='9' fill='%23698'/%3E%3C/svg%3E";
const PICTURE = { src: DRAWN, srcset: '', alt: 'Een loods', width: 16, height: 9 };
const OPTIONS = [
  { value: 'a', label: 'Alkmaar' },
  { value: 'h', label: 'Haarlem', hint: 'Ook voor Zandvoort' },
  { value: 'z', label: 'Zaanstad', disabled: true },
];
const field = (type: string, more: object = {}): GalleryState => ({
  state: [type, ...Object.keys(more)].join(', '),
  context: {
    type,
    name: `${type}-${Object.keys(more).join('-') || 'plain'}`,
    label: 'Vraag',
    ...more,
  },
});
const TYPES = ['text', 'number', 'date', 'time', 'email', 'password', 'file', 'textarea'];
const CHOICES = ['select', 'radio', 'checkboxes'];
const cells = (name: string, count: string, badge?: object): object => ({
  cells: [
    { text: name, href: '#' },
    { text: count, numeric: true, label: 'Deelnemers' },
    badge ? { badge, label: 'Stand' } : { text: '–', label: 'Stand' },
  ],
});
const COLUMNS = [
  { label: 'Cursus', href: '#', sort: 'ascending' },
  { label: 'Deelnemers', numeric: true },
  { label: 'Stand' },
];
const row = (value: string, more: object = {}): GalleryState => ({
  state: [value, ...Object.keys(more)].join(', '),
  context: {
    id: `row-${value}-${Object.keys(more).join('')}`,
    person: 'Yasmina de Vries',
    value,
    ...more,
  },
});

/** Every partial of apps/academie/views that a page puts in itself, in every state that looks different. */
export const GALLERY_STATES: Record<string, GalleryState[]> = {
  'page-heading': [
    { state: 'plain', context: { heading: 'Doelen' } },
    {
      state: 'all',
      context: { heading: LONG, eyebrow: 'Training', lead: 'Voor wie op straat werkt.' },
    },
  ],
  button: [
    ...['primary', 'secondary', 'subtle', 'danger'].flatMap((kind) => [
      { state: kind, context: { label: 'Opslaan', kind } },
      { state: `${kind}, icon`, context: { label: 'Afdrukken', kind, icon: 'print' } },
      { state: `${kind}, disabled`, context: { label: 'Opslaan', kind, disabled: true } },
    ]),
    { state: 'link', context: { label: 'Naar het aanbod', href: '#' } },
  ],
  'form-actions': [
    { state: 'with a way back', context: { label: 'Opslaan', cancelHref: '#' } },
    { state: 'danger', context: { label: 'Verwijderen', kind: 'danger', cancelHref: '#' } },
  ],
  field: [
    ...TYPES.map((type) => field(type)),
    ...CHOICES.map((type) => field(type, { options: OPTIONS, value: 'a' })),
    ...['text', ...CHOICES].map((type) =>
      field(type, {
        options: OPTIONS,
        hint: 'Zet hier geen namen in.',
        error: 'Vul dit in.',
        required: true,
      }),
    ),
    field('checkbox', { checked: true }),
    field('number', { width: 'short', value: 12 }),
    field('text', { label: LONG }),
  ],
  'error-summary': [
    {
      state: 'two errors',
      context: {
        errors: [
          { field: 'text-plain', text: 'Vul een titel in.' },
          { field: 'date-plain', text: 'Vul een datum in die nog komt.' },
        ],
      },
    },
  ],
  'copy-field': [
    { state: 'plain', context: { id: 'link', label: 'Link', text: 'https://academie.example/a' } },
  ],
  'calendar-links': [
    { state: 'file', context: { heading: 'BUIT', ics: '#' } },
    { state: 'all', context: { heading: 'BUIT', ics: '#', outlook: '#', google: '#' } },
  ],
  confirm: [
    {
      state: 'plain',
      context: {
        label: 'Annuleren',
        action: '#',
        question: 'Uw plek gaat naar een ander.',
        confirmLabel: 'Ja',
      },
    },
    {
      state: 'danger, with a reason',
      context: {
        ...{
          label: 'Intrekken',
          action: '#',
          question: 'Dit kan niet terug.',
          confirmLabel: 'Ja, intrekken',
        },
        ...{ danger: true, reason: 'Waarom?', prefix: 'g' },
      },
    },
  ],
  'more-menu': [
    {
      state: 'closed',
      context: { id: 'gallery-more', heading: 'dinsdag 10 maart 2026' },
    },
  ],
  'confirm-page': [
    {
      state: 'danger, with consequences and an error',
      context: {
        ...{ heading: 'Datum annuleren?', question: '14 mensen krijgen bericht.', action: '#' },
        ...{ confirmLabel: 'Datum annuleren', cancelHref: '#', danger: true, reason: 'Waarom?' },
        ...{
          reasonError: 'Vul een reden in.',
          consequences: ['De plekken vervallen.', 'De zaal komt vrij.'],
        },
      },
    },
  ],
  table: [
    {
      state: 'rows',
      context: {
        caption: 'Cursussen',
        columns: COLUMNS,
        rows: [cells(LONG, '1.412', { label: 'Op schema', kind: 'good' }), cells('BTP', '9')],
      },
    },
  ],
  pagination: [
    { state: 'first', context: { summary: '1 tot 25 van 132', next: '#' } },
    { state: 'middle', context: { summary: '26 tot 50 van 132', previous: '#', next: '#' } },
  ],
  filters: [{ state: 'filtered', context: { action: '#', clearHref: '#', open: true } }],
  search: [
    {
      state: 'empty',
      context: { action: '#', label: 'Zoek in het aanbod', hint: 'Cursus, plaats of dag' },
    },
    { state: 'filled', context: { action: '#', label: 'Zoek', value: 'ondermijning', name: 'q2' } },
  ],
  badge: ['', 'good', 'warn', 'bad', 'info'].map((kind) => ({
    state: kind || 'neutral',
    context: { label: 'Wachtlijst, plek 3', kind, icon: 'clock' },
  })),
  card: [
    { state: 'plain', context: { heading: 'Eerstvolgende training' } },
    { state: 'link', context: { heading: LONG, href: '#', meta: 'Thema mensenhandel', level: 2 } },
  ],
  'course-card': [
    { state: 'least', context: { heading: 'BTP', href: '#', kind: 'Training' } },
    {
      state: 'all',
      context: {
        image: { icon: 'flask' },
        ...{
          heading: LONG,
          href: '#',
          kind: 'Training',
          summary: 'In drie uur.',
          theme: 'Buitengebied',
        },
        ...{
          date: 'do 12 maart 2026, 09.30–16.30 uur',
          dateTime: '2026-03-12',
          more: 'en nog 2 keer',
        },
        ...{
          place: 'Haarlem',
          places: { text: 'Nog 2 plekken', kind: 'warn' },
          mine: 'U bent ingeschreven',
        },
      },
    },
  ],
  'course-image': [
    { state: 'sign', context: { image: { icon: 'flask' } } },
    { state: 'sign, wide', context: { image: { icon: 'flask' }, wide: true } },
    { state: 'picture', context: { image: { icon: 'flask', picture: PICTURE } } },
    { state: 'picture, wide', context: { image: { icon: 'flask', picture: PICTURE }, wide: true } },
  ],
  stat: ['', 'good', 'warn', 'bad'].map((kind) => ({
    state: kind || 'plain',
    context: { label: 'Deelnemers', value: '412', note: 'van 500 in 2026', kind, href: '#' },
  })),
  progress: [
    ...['met', 'ahead', 'behind', 'unknown'].map((state) => ({
      state,
      context: { percent: 62, pace: 80, text: '310 van 500', paceText: 'nu nodig: 400', state },
    })),
    { state: 'nothing yet', context: { percent: 0, text: '0 van 140', state: 'behind' } },
    {
      state: 'with what is planned',
      context: {
        ...{ percent: 50, planned: 25, pace: 80, state: 'behind' },
        ...{ text: '2 van 4 bijeenkomsten', paceText: 'op schema: 3' },
      },
    },
  ],
  'empty-state': [
    {
      state: 'with a way on',
      context: {
        ...{
          icon: 'calendar',
          heading: 'Nog geen inschrijvingen',
          text: 'Zoek een training die past.',
        },
        action: { label: 'Naar het aanbod', href: '#' },
      },
    },
    { state: 'heading only', context: { heading: 'Niets gevonden' } },
  ],
  fold: [
    { state: 'closed', context: { heading: 'Drugs', note: '16 doelen: 4 achter, 12 gehaald' } },
    { state: 'open, level 3', context: { heading: LONG, level: 3, open: true } },
  ],
  notice: ['info', 'ok', 'warning', 'error'].map((kind) => ({
    state: kind,
    context: { kind, heading: 'Nog 2 plekken', text: 'Schrijf u snel in.' },
  })),
  flash: ['success', 'error', 'info'].map((kind) => ({
    state: kind,
    context: { kind, text: 'Gelukt. U bent ingeschreven.' },
  })),
  tabs: [
    {
      state: 'counts',
      context: {
        label: 'Onderdelen',
        tabs: [
          { label: 'Aankomend', href: '#', current: true, count: 3 },
          { label: 'Geweest', href: '#' },
          { label: 'Certificaten', href: '#', count: 0 },
        ],
      },
    },
  ],
  'definition-list': [
    {
      state: 'icons and links',
      context: {
        items: [
          { term: 'Waar', text: 'Stadhuis, Haarlem', href: '#', icon: 'pin' },
          { term: 'Duur', text: LONG },
          {
            term: "Thema's",
            links: [
              { text: 'Drugs', href: '#' },
              { text: 'Weerbare jeugd', href: '#' },
            ],
          },
        ],
      },
    },
  ],
  steps: [
    {
      state: 'half way',
      context: {
        steps: [
          { label: 'Bestand', state: 'done', text: '120 rijen' },
          { label: 'Nakijken', state: 'current' },
          { label: 'Verwerken', state: 'todo' },
        ],
      },
    },
  ],
  timeline: [
    {
      state: 'by and link',
      context: {
        items: [
          { time: 'di 3 maart 2026', dateTime: '2026-03-03', label: 'Norm 140', by: 'themaleider' },
          { time: 'wo 4 maart 2026', label: 'Aangepast', text: LONG, href: '#' },
        ],
      },
    },
  ],
  'tile-map': [
    {
      state: 'three states',
      context: {
        label: 'Per gemeente',
        tiles: {
          '0448': { state: 'met', label: '3 keer', href: '#' },
          '0400': { state: 'planned', label: 'gepland' },
        },
      },
    },
  ],
  'register-row': [
    row('UNKNOWN'),
    ...['PRESENT', 'ABSENT', 'EXCUSED'].map((value) => row(value)),
    row('PARTIAL', { minutes: 45 }),
    row('UNKNOWN', {
      organisation: 'Gemeente Haarlem',
      needs: 'vegetarisch',
      note: 'Ingecheckt om 09.02 uur',
    }),
  ],
  chart: [
    {
      state: 'progress with a table',
      context: {
        svg: progressChart({
          ...{ id: 'gallery', title: 'Deelnemers', description: '310 van 500.' },
          ...{ value: 310, norm: 500, pace: 400 },
        }),
        caption: 'Deelnemers in 2026',
        legend: [
          { kind: 'value', label: 'nu' },
          { kind: 'norm', label: 'norm' },
        ],
        note: 'Wie er was telt een keer.',
        columns: COLUMNS,
        rows: [cells('BTP', '310')],
      },
    },
    {
      state: 'answers, without its caption',
      context: {
        svg: scoreBars({
          ...{ id: 'gallery-answers', title: 'Antwoorden', description: 'Goed: 4,3.' },
          bars: [{ label: 'Goed', text: '4,3 · 18 antwoorden', counts: [1, 2, 3, 4, 8] }],
        }),
        caption: 'Antwoorden per stelling',
        captionHidden: true,
        legend: [1, 2, 3, 4, 5].map((score) => ({ kind: `score-${score}`, label: String(score) })),
      },
    },
  ],
  'sheet-field': [
    {
      state: 'asked',
      context: { options: OPTIONS, form: { values: {}, errors: { sheet: 'Kies er een.' } } },
    },
  ],
  icon: [{ state: 'one', context: { name: 'calendar' } }],
};

/** Partials that are a frame, or a piece of another one that stands above. */
export const WITHOUT_STATES = [
  ...[
    'button-kind',
    'crumbs',
    'csrf',
    'error',
    'field-described',
    'field-notes',
    'mail',
    'mail-text',
  ],
  ...['page', 'page-title', 'prepared', 'table-cell', 'tile', 'wordmark'],
];
