import { type Form, mediumDate, t } from '@academie/platform';

import type { KeyRow } from './academie-keys';
import type { ToolRow } from './tool.queries';
import { AUTHORIZE, KEYS, TOKEN, TOOLS } from './tool-addresses';

const admin = (): { href: string; label: string } => ({
  href: '/beheer',
  label: t('elearning.tool.admin'),
});
const list = (): { href: string; label: string } => ({
  href: TOOLS,
  label: t('elearning.menu.tools.label'),
});

/** All tools, and the keys of the academie. */
export function toolsView(
  tools: readonly (ToolRow & { links: number })[],
  keys: readonly KeyRow[],
): object {
  return {
    title: list().label,
    crumbs: [admin(), { label: list().label }],
    addHref: `${TOOLS}/nieuw`,
    tools: tools.map(({ id, name, links }) => ({ name, links, href: `${TOOLS}/${id}` })),
    keys: keys.map(({ id, createdAt, retiredAt }) => ({
      id,
      made: mediumDate(createdAt),
      state: retiredAt
        ? { label: t('elearning.tool.key.retired', { day: mediumDate(retiredAt) }), kind: 'info' }
        : { label: t('elearning.tool.key.signs'), kind: 'good' },
    })),
    signing: keys.find(({ retiredAt }) => retiredAt === null)?.id,
    rotateHref: `${TOOLS}/sleutel`,
  };
}

/** One tool: what was filled in, and what its keeper must know of us. */
export function toolView(tool: ToolRow, publicUrl: string): object {
  const home = `${TOOLS}/${tool.id}`;
  const yes = (value: boolean): string => t(`elearning.tool.${value ? 'yes' : 'no'}`);
  return {
    title: tool.name,
    crumbs: [admin(), list(), { label: tool.name }],
    facts: [
      ['login', tool.loginUrl],
      ['launch', tool.launchUrl],
      ['redirects', tool.redirectUrls.join(' ')],
      ['choose', tool.chooseUrl ?? t('elearning.tool.none')],
      ['keys', tool.keysUrl ?? t('elearning.tool.pasted')],
      ['scores', yes(tool.givesScores)],
      ['name', yes(tool.needsName)],
      ['address', yes(tool.needsAddress)],
      ['page', yes(tool.inPage)],
    ].map(([name = '', text = '']) => ({ term: t(`elearning.tool.fact.${name}`), text })),
    ours: [
      ['issuer', publicUrl],
      ['client', tool.id],
      ['deployment', tool.deploymentId],
      ['authorize', `${publicUrl}${AUTHORIZE}`],
      ['token', `${publicUrl}${TOKEN}`],
      ['jwks', `${publicUrl}${KEYS}`],
    ].map(([id = '', text = '']) => ({ id, text, label: t(`elearning.tool.ours.${id}`) })),
    editHref: `${home}/wijzigen`,
    endHref: `${home}/beeindigen`,
  };
}

export function toolFormView(form: Form<object>, tool?: ToolRow): object {
  const title = tool ? t('elearning.tool.change') : t('elearning.tool.add');
  const ticked = (name: string): boolean => ['ja', true].includes(form.values[name] as string);
  return {
    title,
    crumbs: [
      admin(),
      list(),
      ...(tool ? [{ href: `${TOOLS}/${tool.id}`, label: tool.name }] : []),
      { label: title },
    ],
    action: tool ? `${TOOLS}/${tool.id}/wijzigen` : `${TOOLS}/nieuw`,
    cancelHref: tool ? `${TOOLS}/${tool.id}` : TOOLS,
    givesScores: ticked('givesScores'),
    needsName: ticked('needsName'),
    needsAddress: ticked('needsAddress'),
    inPage: ticked('inPage'),
    form: form.view,
  };
}

/** The values of the form of a tool as it is stored. */
export const toolValues = (tool: ToolRow): Record<string, unknown> => ({
  name: tool.name,
  loginUrl: tool.loginUrl,
  launchUrl: tool.launchUrl,
  redirectUrls: tool.redirectUrls.join('\n'),
  chooseUrl: tool.chooseUrl ?? '',
  keysUrl: tool.keysUrl ?? '',
  publicKey: tool.keys ? JSON.stringify(tool.keys, null, 2) : '',
  givesScores: tool.givesScores,
  needsName: tool.needsName,
  needsAddress: tool.needsAddress,
  inPage: tool.inPage,
});
