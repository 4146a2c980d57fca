import { t } from '@academie/platform';

/** Where setting up begins. */
export const SETUP = '/beheer/inrichten';

/** The way to the list of steps, or to the page of one of them. */
export const crumbsTo = (title?: string): { href?: string; label: string }[] => {
  const label = t('people.menu.setup.label');
  return [
    { href: '/beheer', label: t('people.menu.admin.label') },
    ...(title ? [{ href: SETUP, label }, { label: title }] : [{ label }]),
  ];
};
