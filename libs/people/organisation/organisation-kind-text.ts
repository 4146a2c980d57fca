import { t } from '@academie/platform';

import type { OrganisationKind } from '../directory/organisation.entity';

/** A kind of organisation as people read it: "Gemeente". */
export const organisationKindText = (kind: OrganisationKind): string =>
  t(`people.organisation-kind.${kind}`);
