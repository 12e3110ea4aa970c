/** True inside a panel that scrolls as a whole: what it holds brings no scroll area of its own. */
import { createContext } from 'react';

/** Whether what is inside scrolls with its panel, in place of scrolling by itself. */
export const OneScroll = createContext(false);
