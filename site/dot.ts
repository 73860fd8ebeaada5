/** Stands between the parts of a line. It stays with what is before it: no line begins with it. */
export const dot = "\u00A0· ";
