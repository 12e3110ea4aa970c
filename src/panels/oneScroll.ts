/** True inside a panel that scrolls as a whole: what it holds brings no scroll area of its own. */
import { createContext } from 'react';

export const OneScroll = createContext(false);
