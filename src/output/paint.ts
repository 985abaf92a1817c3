import pico from 'picocolors';

import { wantsColour } from '../config.ts';

/** Colours of words on standard output, where they are wanted. */
export const paint = pico.createColors(wantsColour());
