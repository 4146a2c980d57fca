/* For who looks for something to follow: comes after academie.js, on those pages only (browsing: true). */
import { shareAddresses } from './share.js';
import { suggestWhileTyping } from './suggest.js';

shareAddresses();
suggestWhileTyping();
