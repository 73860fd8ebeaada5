/**
 * How a path names a language, as a part of a pattern: `en`, `zh-Hant`. Whether the site has that language is for
 * `languageIn` to say.
 */
export const languageTag = String.raw`[a-zA-Z\d-]{2,}`;
