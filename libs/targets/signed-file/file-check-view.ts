import { mediumDate, t } from '@academie/platform';

import type { CheckedFile } from './file-signer';

/** What a look at a file says to who asked. */
export function fileCheckView(given: string, checked: CheckedFile): object {
  const notice = {
    kind: { genuine: 'ok', changed: 'error', unsigned: 'warning', unknown_key: 'warning' }[
      checked.result
    ],
    heading: t(`targets.file-check.${checked.result}`),
    text: t(`targets.file-check.${checked.result}-means`),
  };
  const facts =
    checked.result === 'genuine' || checked.result === 'changed'
      ? [
          { term: t('targets.file-check.is'), text: checked.about },
          { term: t('targets.file-check.name'), text: checked.name },
          { term: t('targets.file-check.made-on'), text: mediumDate(checked.madeAt) },
          ...(checked.result === 'genuine'
            ? [{ term: t('targets.file-check.checksum'), text: checked.checksum }]
            : []),
        ]
      : [];
  return { given, notice, facts };
}
