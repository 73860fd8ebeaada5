import { splitAtWholes } from "../worker/texts/wholes.ts";

const letter = /[а-яё]/.source;
const vowel = /[аеёиоуыэюя]/.source;
const consonant = /[бвгджзклмнпрстфхцчшщ]/.source;
const mark = /[йьъ]/.source;

/** Where a Russian word may be divided, by the letters before and after. Two letters stay together on either side. */
const betweenSyllables = new RegExp(
  [
    `(?<=${letter}${mark})(?=${letter}{2})`,
    `(?<=${letter}${vowel})(?=${vowel}${letter})`,
    `(?<=${vowel}${consonant})(?=${consonant}${vowel})`,
    `(?<=${consonant}${vowel})(?=${consonant}${vowel})`,
    `(?<=${vowel}${consonant})(?=${consonant}{2}${vowel})`,
    `(?<=${vowel}${consonant}{2})(?=${consonant}{2}${vowel})`,
  ].join("|"),
  "giu",
);

/** Words of fewer letters fit every column. */
const longWord = /[а-яё]{5,}/giu;

/** A text in parts between which a line may end with a hyphen. Browsers know where for few languages, or only later. */
export function syllablesOf(text: string): string[] {
  return text.replace(longWord, (word) => word.replace(betweenSyllables, "\u00AD")).split("\u00AD");
}

/** A text in parts between which a line may end without one: before each name of a host. */
export function labelsOf(text: string): string[] {
  return text.split(/(?<=[\p{L}\p{N}])(?=\.\p{L})/u);
}

/** Words in parts that may begin a line, and whether they move to the next line whole before they are divided. */
export interface Part {
  isWhole: boolean;
  syllables: readonly string[];
}

/** Spaces that a line may end at. */
const spaces = /([^\S\u00A0]+)/u;

/**
 * A text in parts. Browsers divide a word wherever a hyphen fits the line, also where the next line has room for all of
 * it; so a long word is a part of its own, with what no space parts from it. An address gets no hyphen: it would be read
 * as one of its letters.
 */
export function partsOf(text: string): Part[] {
  return splitAtWholes(text).flatMap((words, place) => {
    if (place % 2 === 1)
      return [{ isWhole: true, syllables: words.includes("@") ? [words] : syllablesOf(words) }];
    return words.split(spaces).map((token) => {
      const syllables = syllablesOf(token);
      return { isWhole: syllables.length > 1, syllables };
    });
  });
}
