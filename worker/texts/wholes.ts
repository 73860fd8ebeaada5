import type { Rich, RichElement } from "./rich.ts";

/** Of what was sent, or of a signature. */
const reference = /(?:[A-Z](?:-[0-9A-HJKMNP-TV-Z]{4}){3}|S-[\w-]{12}(?![\w-]))/u.source;
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
const before = /(?:(?<![\p{L}\p{N}])\p{L}{1,2}\u00A0\u2060?)*[(（“«《]*/u.source;
/** Marks, and a dash that may not begin a line: a line may end after a box, whatever follows it. */
const behind = /[.,;:!?)…。，；：！？）》»”]*(?:\u2060?\u00A0[–—])?/u.source;

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

const isReference = new RegExp(`^${before}${reference}${behind}$`, "u");

/** Whether what belongs on one line is a reference, which no space parts. */
export function holdsReference(whole: string): boolean {
  return isReference.test(whole);
}

/** An element that stays whole, with what stands on its line: short words and opening marks before it, marks behind it. */
export interface WholeElement {
  before: string;
  whole: RichElement;
  behind: string;
}

type Part = string | RichElement | WholeElement;

const ending = new RegExp(`${before}$`, "u");
const beginning = new RegExp(`^${behind}`, "u");

/**
 * A text with neighbouring strings as one, as its readers see it, and each element that stays whole with the marks around
 * it: a line may end between a box and a mark.
 */
export function withMarks(rich: Rich): Part[] {
  const parts: Part[] = [];
  for (const part of rich) {
    if (typeof part === "string") parts.push(...followed(parts.pop(), part));
    else if (staysWhole(part)) parts.push(...preceded(parts.pop(), part));
    else parts.push(part);
  }
  return parts;
}

/** Whether an element is a time, or holds nothing but one or what else belongs on one line. */
function staysWhole({ element, words }: RichElement): boolean {
  if (element === "time") return true;
  if (words.length === 1 && words[0] !== undefined && typeof words[0] !== "string")
    return staysWhole(words[0]);
  if (element === "code" || !words.every((word) => typeof word === "string")) return false;
  const [start, whole, end, ...more] = splitAtWholes(words.join(""));
  return start === "" && whole !== undefined && end === "" && more.length === 0;
}

/** A part with the words that follow it. */
function followed(last: Part | undefined, words: string): Part[] {
  if (last === undefined) return [words];
  if (typeof last === "string") return [last + words];
  if (!("whole" in last)) return [last, words];
  const [behindIt = ""] = beginning.exec(words) ?? [];
  return [{ ...last, behind: behindIt }, words.slice(behindIt.length)];
}

/** An element that stays whole with the part that precedes it. */
function preceded(last: Part | undefined, whole: RichElement): Part[] {
  if (typeof last !== "string")
    return [...(last === undefined ? [] : [last]), { before: "", whole, behind: "" }];
  const [beforeIt = ""] = ending.exec(last) ?? [];
  return [last.slice(0, last.length - beforeIt.length), { before: beforeIt, whole, behind: "" }];
}
