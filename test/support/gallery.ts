import { readAssets, Views } from '@academie/platform';

import { GALLERY_STATES } from './gallery-states';

/** The page that shows every partial in every state, as a browser gets it. */
export function galleryPage(): string {
  return new Views().render('gallery', {
    title: 'Onderdelen',
    crumbs: [{ label: 'Onderdelen' }],
    browsing: true,
    teaching: true,
    page: { lang: 'nl', assets: readAssets(), academie: { name: 'NHVeilig academie' } },
    sections: Object.entries(GALLERY_STATES).map(([partial, states]) => ({ partial, states })),
  });
}
