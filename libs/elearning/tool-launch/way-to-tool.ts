import type { FastifyReply } from 'fastify';

import { t } from '@academie/platform';

import type { WayToTool } from './tool-launch.service';

/**
 * Sends a browser to a tool, with a link for where that does not go by itself. Not a redirect: the answer to a form
 * may not lead elsewhere (form-action of our policy).
 */
export function goToTool(reply: FastifyReply, { name, href }: WayToTool): void {
  void reply.status(200).header('refresh', `0; url=${href}`);
  reply.view('elearning/tool-launch/going', {
    title: t('elearning.tool.going', { name }),
    name,
    href,
  });
}
