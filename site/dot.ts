/**
 * Stands between the parts of a line. It stays with what is before it: no line begins with it. A word joiner says so
 * where a day or a number before it is a box of its own, beside which a non-breaking space alone may break.
 */
export const dot = "\u2060\u00A0· ";
