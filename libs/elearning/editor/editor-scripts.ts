import { readAssets } from '@academie/platform';

/** What the pages of an author are livelier with. */
export const editorScripts = (): string[] => [readAssets().editor].flatMap((one) => one ?? []);
