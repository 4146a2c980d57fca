import { Transform } from 'class-transformer';

import { visibleText } from './plain-text';

/** A name on one line, stored as it looks: two that look the same are the same. */
export const VisibleName = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' ? visibleText(value) : value,
  );
