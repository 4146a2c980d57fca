import { lineItemPath, lineItemsPath } from '../tool/tool-addresses';
import type { ToolLinkRow, ToolRow } from '../tool/tool.queries';

const LTI = 'https://purl.imsglobal.org/spec/lti/claim';
const LINKING = 'https://purl.imsglobal.org/spec/lti-dl/claim';
const GRADES = 'https://purl.imsglobal.org/spec/lti-ags';
const MEMBER = 'http://purl.imsglobal.org/vocab/lis/v2/membership#';

/** What a token may let a tool do. */
export const SCOPES = [`${GRADES}/scope/lineitem.readonly`, `${GRADES}/scope/score`] as const;
export const [READ_ITEMS, SEND_SCORES] = SCOPES;

/** Who sits there, as far as the tool may know. */
export interface Subject {
  sub: string;
  givenName?: string | undefined;
  familyName?: string | undefined;
  email?: string | undefined;
}

interface Around {
  publicUrl: string;
  academie: string;
  tool: ToolRow;
  nonce: string;
  subject: Subject;
  course: { id: string; title: string };
  returnUrl: string;
  /** It opens in a frame within a page of ours. */
  inFrame?: boolean;
}

/** Somebody opens a thing in a tool (LTI Core 1.3, section 5.3). */
export const resourceMessage = (around: Around, link: ToolLinkRow): Record<string, unknown> => ({
  ...common(around),
  [`${LTI}/message_type`]: 'LtiResourceLinkRequest',
  [`${LTI}/target_link_uri`]: link.url,
  [`${LTI}/resource_link`]: { id: link.id, title: link.title },
  [`${LTI}/roles`]: [`${MEMBER}Learner`],
  ...(Object.keys(link.custom).length > 0 && { [`${LTI}/custom`]: link.custom }),
  ...(link.givesScores && {
    [`${GRADES}/claim/endpoint`]: {
      scope: SCOPES,
      lineitems: around.publicUrl + lineItemsPath(link.courseId),
      lineitem: around.publicUrl + lineItemPath(link.courseId, link.id),
    },
  }),
});

/** Somebody chooses what a lesson opens (LTI Deep Linking 2.0, section 3.4.1). */
export const choosingMessage = (
  around: Around,
  { data, comesBackTo, title }: { data: string; comesBackTo: string; title: string },
): Record<string, unknown> => ({
  ...common(around),
  [`${LTI}/message_type`]: 'LtiDeepLinkingRequest',
  [`${LTI}/target_link_uri`]: around.tool.chooseUrl,
  [`${LTI}/roles`]: [`${MEMBER}Instructor`, `${MEMBER}ContentDeveloper`],
  [`${LINKING}/deep_linking_settings`]: {
    deep_link_return_url: comesBackTo,
    accept_types: ['ltiResourceLink'],
    accept_presentation_document_targets: ['window'],
    accept_multiple: false,
    accept_lineitem: true,
    auto_create: false,
    ...(title && { title }),
    data,
  },
});

const common = (around: Around): Record<string, unknown> => ({
  iss: around.publicUrl,
  aud: around.tool.id,
  azp: around.tool.id,
  nonce: around.nonce,
  sub: around.subject.sub,
  ...(around.subject.givenName !== undefined && {
    given_name: around.subject.givenName,
    family_name: around.subject.familyName,
    name: `${around.subject.givenName} ${around.subject.familyName ?? ''}`.trim(),
  }),
  ...(around.subject.email !== undefined && { email: around.subject.email }),
  locale: 'nl-NL',
  [`${LTI}/version`]: '1.3.0',
  [`${LTI}/deployment_id`]: around.tool.deploymentId,
  [`${LTI}/context`]: {
    id: around.course.id,
    title: around.course.title,
    type: ['http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering'],
  },
  [`${LTI}/launch_presentation`]: {
    document_target: around.inFrame ? 'iframe' : 'window',
    return_url: around.returnUrl,
    locale: 'nl-NL',
  },
  [`${LTI}/tool_platform`]: {
    guid: new URL(around.publicUrl).hostname,
    name: around.academie,
    product_family_code: 'nhveilig-academie',
  },
});
