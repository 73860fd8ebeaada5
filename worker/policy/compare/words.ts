import { diffArrays } from "diff";
import type { Language } from "../../web/organization.ts";
import type { Run } from "./changes.ts";

interface Word {
  text: string;
  isWord: boolean;
  /** Whether white space precedes it. */
  spaced: boolean;
}

/** A change between unchanged parts: the words that went and the words that came. */
interface Change {
  same: Word[];
  removed: Word[];
  added: Word[];
}

/** Past this many edits one text is shown as replaced by the other. */
const maxEdits = 3000;

/**
 * What changed between two paragraphs, word by word; white space alone is no change. `Intl.Segmenter` finds the words,
 * the only way that works for Chinese.
 */
export function compareWords(before: string, after: string, language: Language): Run[] {
  const old = wordsOf(before, language);
  const young = wordsOf(after, language);
  const options = { comparator: (a: Word, b: Word) => a.text === b.text, maxEditLength: maxEdits };
  const parts = diffArrays(old, young, options);
  if (!parts) return runsOf([{ same: [], removed: old, added: young }]);
  const changes: Change[] = [{ same: [], removed: [], added: [] }];
  for (const { value, added, removed } of parts) {
    const last = changes.at(-1) as Change;
    if (added) last.added.push(...value);
    else if (removed) last.removed.push(...value);
    else changes.push({ same: value, removed: [], added: [] });
  }
  return runsOf(joined(changes));
}

const segmenters = new Map<Language, Intl.Segmenter>();

function wordsOf(text: string, language: Language): Word[] {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: "word" });
  segmenters.set(language, segmenter);
  const words: Word[] = [];
  let spaced = false;
  for (const { segment, isWordLike = false } of segmenter.segment(text)) {
    const isSpace = segment.trim() === "";
    if (!isSpace) words.push({ text: segment, isWord: isWordLike, spaced });
    spaced = isSpace;
  }
  return words;
}

/**
 * Joins changes that stand at most two words apart and both removed and added words, so that a rewritten phrase reads
 * as one change and not as splinters.
 */
function joined(changes: readonly Change[]): Change[] {
  const result: Change[] = [];
  for (const change of changes) {
    const last = result.at(-1);
    const apart = change.same.filter(({ isWord }) => isWord).length;
    if (last && isChange(last) && isChange(change) && apart <= 2 && isRewritten(last, change)) {
      last.removed.push(...change.same, ...change.removed);
      last.added.push(...change.same, ...change.added);
    } else {
      result.push({ same: [...change.same], removed: [...change.removed], added: [...change.added] });
    }
  }
  return result;
}

function isChange({ removed, added }: Change): boolean {
  return removed.length > 0 || added.length > 0;
}

function isRewritten(one: Change, other: Change): boolean {
  return one.removed.length + other.removed.length > 0 && one.added.length + other.added.length > 0;
}

function runsOf(changes: readonly Change[]): Run[] {
  const runs: Run[] = [];
  const append = (kind: Run["kind"], text: string) => {
    const last = runs.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") runs.push({ kind, text });
  };
  for (const { same, removed, added } of changes) {
    for (const words of [same, removed, added]) {
      const isSpaced = words[0]?.spaced && runs.length > 0;
      if (isSpaced && (words !== added || removed.length === 0)) append("same", " ");
      append(kindOf(words, removed, added), textOf(words));
    }
  }
  return runs;
}

function kindOf(words: readonly Word[], removed: readonly Word[], added: readonly Word[]): Run["kind"] {
  if (words === removed) return "removed";
  return words === added ? "added" : "same";
}

/** Words with the spaces between them, without a leading one. */
function textOf(words: readonly Word[]): string {
  return words.map(({ text, spaced }, index) => (spaced && index > 0 ? ` ${text}` : text)).join("");
}
