const reference = /[A-Z](?:-[0-9A-HJKMNP-TV-Z]{4}){3}/u.source;
const figures = /\d{4}-\d{2}-\d{2}/u.source;
const inChinese = /\d{4}年\d{1,2}月\d{1,2}日(?:\s?\d{2}:\d{2})?/u.source;
/** With the hour, if it follows. */
const inWords = /\d{1,2}\s\p{L}{3,}\s\d{4}(?:\sгода)?(?:,?(?:\s\p{L}{1,2})?\s\d{2}:\d{2})?/u.source;
/**
 * Also one of which only the first and the last letter are shown. The parts are as long as mail allows: without an end,
 * a long text of full stops would be searched from each of them to the last.
 */
const address =
  /[\p{L}\p{N}][\p{L}\p{N}.…!#$%&'*+/=?^_`{|}~-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/u.source;

/** What stands before it on its line: short words with spaces that never end a line, and marks that open. */
const before = /(?:(?<![\p{L}\p{N}])\p{L}{1,2}\u00A0)*[(（“«《]*/u.source;
const behind = /[.,;:!?)…。，；：！？）》»”]*/u.source;

const wholes = new RegExp(
  String.raw`(${before}(?<![\p{L}\p{N}-])(?:${[reference, figures, inChinese, inWords, address].join("|")})${behind})`,
  "u",
);

/**
 * A text in parts: words, what belongs on one line, words and so on. A reference, a day in figures or in words and an
 * email address belong on one line, each with the marks around it.
 */
export function splitAtWholes(text: string): string[] {
  return text.split(wholes);
}
