import { longestTitle } from "./document.ts";

/** A heading of a plain text. */
export interface Heading {
  /** Index of its first line. */
  line: number;
  title: string;
  /** Index of the first line that is not part of it. */
  end: number;
  /** What stands on its line and is no title, but the beginning of the text. */
  text?: string;
}

/** The ways to number a heading. Each captures the number and the words after it. */
const styles: readonly RegExp[] = [
  /^(\d{1,3})[.．]\s*(?![\d\s])(.+)$/u,
  /^(\d{1,3})[)）、]\s*(.+)$/u,
  /^(?:§|(?:article|section|clause|part|chapter)\s)\s*(\d{1,3}|[IVXL]{1,7})(?:[.:]?\s+(.+)|[.:]?)$/iu,
  /^(?:статья|раздел|пункт|глава|часть)\s+(\d{1,3}|[IVXL]{1,7})(?:[.:]?\s+(.+)|[.:]?)$/iu,
  /^第\s*([\d一二三四五六七八九十百]{1,5})\s*[条章节節條部分]+(?:[\s、.：:]*(.+))?$/u,
  /^([一二三四五六七八九十百]{1,5})[、.．]\s*(.+)$/u,
  /^([IVXL]{1,7})[.)]\s+(.+)$/u,
];

/** Styles whose number alone is a heading: “Article 4”, with its title on the next line or none. */
const named = new Set(styles.slice(2, 5));

/**
 * The headings of a plain text: lines that continue a count, or lines in capitals. A heading that comes again, as after
 * a table of contents, restarts the count. Of all ways to number, the one that finds most headings wins; articles and
 * capitals win where they come first, because numbers below them are within a clause.
 */
export function headingsOf(lines: readonly string[]): readonly Heading[] {
  const found = styles.map((style) => headingsIn(lines, style));
  const most = longestOf(found);
  const articles = longestOf(found.filter((_, index) => named.has(styles[index] as RegExp)));
  const numbered = articles.length > 1 && isBefore(articles, most) ? articles : most;
  const title = lines.findIndex((line) => line.trim() !== "");
  const capitals = lines.flatMap((line, index) =>
    index !== title && isInCapitals(line) ? [{ line: index, title: oneLine(line), end: index + 1 }] : [],
  );
  return isBefore(capitals, numbered) && capitals.length > 1 ? capitals : numbered;
}

function longestOf(all: readonly (readonly Heading[])[]): readonly Heading[] {
  return all.reduce((best, one) => (one.length > best.length ? one : best), []);
}

/** Whether some headings begin above others: what is below counts within a clause. */
function isBefore(some: readonly Heading[], others: readonly Heading[]): boolean {
  return (some[0]?.line ?? Number.POSITIVE_INFINITY) < (others[0]?.line ?? Number.POSITIVE_INFINITY);
}

/** Whether a line is a heading within a clause: numbered as 1.1, or in capitals, and no sentence. */
export function isSubheading(line: string): boolean {
  const isDotted = /^\d{1,3}(?:\.\d{1,3})+[.)]?\s+\S/.test(line);
  return (isDotted && line.length <= 80 && !isSentence(line)) || isInCapitals(line);
}

function isInCapitals(line: string): boolean {
  const words = line.trim();
  const isCased = words === words.toUpperCase() && words !== words.toLowerCase();
  const letters = words.match(/\p{Lu}/gu) ?? [];
  return (
    isCased && letters.length >= 3 && words.length <= 100 && !/[.,;:!?]$/.test(words) && !/^\d/.test(words)
  );
}

/** Whether words are a sentence, or the beginning of one, and no title. */
function isSentence(words: string): boolean {
  return /[.。;；:：,，!?！？]$/.test(words) || /[。；]/.test(words) || words.length > 120;
}

function oneLine(line: string): string {
  return line.replace(/\s+/g, " ").trim();
}

function headingsIn(lines: readonly string[], style: RegExp): Heading[] {
  const headings: Heading[] = [];
  const titles = new Set<string>();
  let last = 0;
  // Inside a list with its own count: the number of its next item.
  let nextItem = 0;
  for (const { index, number, words } of numbersIn(lines, style)) {
    const before = lineBefore(lines, index);
    const isNext = number === last + 1 || (words !== "" && titles.has(words));
    if (number === 0) {
      nextItem = 0;
    } else if (last > 0 && isItem(number, nextItem, before, isNext)) {
      nextItem = number + 1;
    } else if (isNext) {
      const heading = headingAt(lines, index, words, named.has(style));
      if (heading.title.length > longestTitle) continue;
      nextItem = 0;
      last = number;
      titles.add(words);
      headings.push(heading);
    }
  }
  return headings;
}

/** What a style reads in each line that is not blank; the number 0 where it reads nothing. */
function numbersIn(
  lines: readonly string[],
  style: RegExp,
): { index: number; number: number; words: string }[] {
  return lines.flatMap((line, index) => {
    const title = oneLine(line);
    const [, digits = "", words = ""] = style.exec(title) ?? [];
    return title === "" ? [] : [{ index, number: numberOf(digits), words }];
  });
}

/**
 * Whether a number counts a list rather than headings: it begins below a colon. A list has ended where its last item
 * ends a sentence and the number goes on with the headings.
 */
function isItem(number: number, nextItem: number, before: string, isNext: boolean): boolean {
  if (number === 1 && /[:：]\s*$/.test(before)) return true;
  return number === nextItem && !(isNext && /[.。!?]\s*$/.test(before));
}

function headingAt(lines: readonly string[], line: number, words: string, isNamed: boolean): Heading {
  const title = oneLine(lines[line] ?? "");
  return isNamed ? namedHeading(lines, line, title, words) : { line, title, end: line + 1 };
}

/** “Article 4” with its title beside it or below it. A sentence in the place of a title belongs to the text. */
function namedHeading(lines: readonly string[], line: number, given: string, words: string): Heading {
  if (words !== "" && !isSentence(words)) return { line, title: given, end: line + 1 };
  if (words !== "")
    return { line, title: given.slice(0, given.length - words.length).trim(), end: line + 1, text: words };
  const below = lines.findIndex((one, index) => index > line && one.trim() !== "");
  const title = oneLine(lines[below] ?? "");
  const isTitle = title !== "" && !isSentence(title) && !styles.some((style) => style.test(title));
  return isTitle
    ? { line, title: `${given} ${title}`, end: below + 1 }
    : { line, title: given, end: line + 1 };
}

function lineBefore(lines: readonly string[], index: number): string {
  return lines.slice(0, index).findLast((line) => line.trim() !== "") ?? "";
}

/** 0 when the digits are no number. */
function numberOf(digits: string): number {
  if (/^\d+$/.test(digits)) return Number(digits);
  if (/^[IVXL]+$/i.test(digits)) return romanNumber(digits.toUpperCase());
  return chineseNumber(digits);
}

function romanNumber(digits: string): number {
  const values: Record<string, number> = { I: 1, V: 5, X: 10, L: 50 };
  const numbers = digits.split("").map((digit) => values[digit] ?? 0);
  return numbers.reduce((sum, value, index) => sum + (value < (numbers[index + 1] ?? 0) ? -value : value), 0);
}

function chineseNumber(digits: string): number {
  const [, tens = "", ten = "", ones = ""] =
    /^([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)$/.exec(digits) ?? [];
  const value = (digit: string) => "一二三四五六七八九".indexOf(digit || " ") + 1;
  return ten ? (value(tens) || 1) * 10 + value(ones) : value(tens);
}
