import { longestTitle } from "./document.ts";

/** A line that counts as a heading of a plain text. */
export interface Heading {
  /** Index of its line. */
  line: number;
  title: string;
}

/** The ways to number a heading. Each captures the number and the words after it. */
const styles: readonly RegExp[] = [
  /^(\d{1,3})[.．]\s*(?![\d\s])(.+)$/u,
  /^(\d{1,3})[)）、]\s*(.+)$/u,
  /^(?:§|(?:article|section|clause|part|chapter)\s)\s*(\d{1,3})[.:]?\s+(.+)$/iu,
  /^(?:статья|раздел|пункт|глава|часть)\s+(\d{1,3})[.:]?\s+(.+)$/iu,
  /^第\s*([\d一二三四五六七八九十百]{1,5})\s*[条章节節條部分]+[\s、.：:]*(.+)$/u,
  /^([一二三四五六七八九十百]{1,5})[、.．]\s*(.+)$/u,
  /^([IVXL]{1,7})[.)]\s+(.+)$/u,
];

/**
 * The headings of a plain text: lines that continue a count. A heading that comes again, as after a table of contents,
 * restarts the count. Of all ways to number, the one that finds most headings wins.
 */
export function headingsOf(lines: readonly string[]): Heading[] {
  const found = styles.map((style) => headingsIn(lines, style));
  return found.reduce((best, one) => (one.length > best.length ? one : best), []);
}

function headingsIn(lines: readonly string[], style: RegExp): Heading[] {
  const headings: Heading[] = [];
  const titles = new Set<string>();
  let last = 0;
  // Inside a list with its own count: the number of its next item.
  let nextItem = 0;
  for (const [index, line] of lines.entries()) {
    const title = line.replace(/\s+/g, " ").trim();
    const [, digits = "", words = ""] = style.exec(title) ?? [];
    const number = numberOf(digits);
    if (number === 0 && title !== "") nextItem = 0;
    const isListStart = last > 0 && number === 1 && /[:：]\s*$/.test(lineBefore(lines, index));
    if (isListStart || (nextItem > 0 && number === nextItem)) {
      nextItem = number + 1;
      continue;
    }
    const isNext = number === last + 1 || (number > 0 && titles.has(words));
    if (number === 0 || !isNext || title.length > longestTitle) continue;
    nextItem = 0;
    last = number;
    titles.add(words);
    headings.push({ line: index, title });
  }
  return headings;
}

function lineBefore(lines: readonly string[], index: number): string {
  return lines.slice(0, index).findLast((line) => line.trim() !== "") ?? "";
}

/** 0 when the digits are no number. */
function numberOf(digits: string): number {
  if (/^\d+$/.test(digits)) return Number(digits);
  if (/^[IVXL]+$/.test(digits)) return romanNumber(digits);
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
