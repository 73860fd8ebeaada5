import { type Catalog, type Entry, isSubject, type Subject, type Text, type TextProblem } from "./catalog.ts";
import type { Message } from "./message.ts";

/**
 * Says where a language differs from English. A subject that it has needs the same keys with the same arguments; a
 * language that `organization.yaml` lists needs every subject.
 */
export function compareCatalogs(english: Catalog, other: Catalog, isListed: boolean): TextProblem[] {
  const there = [...english.subject.entries.keys()];
  const wanted = isListed ? there : there.filter((name) => other.subject.entries.has(name));
  const missing = wanted.filter((name) => !other.subject.entries.has(name));
  const extra = [...other.subject.entries].filter(([name]) => !english.subject.entries.has(name));
  return [
    ...missing.map((name) => ({
      at: other.subject.at,
      sentence: `“${name}” is missing: organization.yaml lists “${other.tag}”, so translate ${english.subject.entries.get(name)?.at}.`,
    })),
    ...extra.map(([name, { at }]) => ({
      at,
      sentence: `English has no “${name}”: remove it, or add it there.`,
    })),
    ...wanted.flatMap((name) => {
      const [mine, theirs] = [english.subject.entries.get(name), other.subject.entries.get(name)];
      return mine && theirs ? differences(mine, theirs, name) : [];
    }),
  ];
}

function differences(english: Entry, other: Entry, path: string): TextProblem[] {
  if (isSubject(english) && isSubject(other)) return keysOf(english, other, path);
  if (isSubject(english) || isSubject(other)) {
    const kind = isSubject(english) ? "keys with texts" : "a text";
    return [{ at: other.at, sentence: `“${path}” has to be ${kind}, as in English (${english.at}).` }];
  }
  return argumentsOf(english, other, path);
}

function keysOf(english: Subject, other: Subject, path: string): TextProblem[] {
  const missing = [...english.entries].filter(([key]) => !other.entries.has(key));
  const extra = [...other.entries].filter(([key]) => !english.entries.has(key));
  return [
    ...missing.map(([key, { at }]) => ({
      at: other.at,
      sentence: `“${path}.${key}” is missing: translate ${at}.`,
    })),
    ...extra.map(([key, { at }]) => ({
      at,
      sentence: `English has no “${path}.${key}”: remove it, or add it there.`,
    })),
    ...[...english.entries].flatMap(([key, entry]) => {
      const theirs = other.entries.get(key);
      return theirs ? differences(entry, theirs, `${path}.${key}`) : [];
    }),
  ];
}

function argumentsOf(english: Text, other: Text, path: string): TextProblem[] {
  if (english.isList !== other.isList || english.messages.length !== other.messages.length) {
    const kind = english.isList ? `a list of ${english.messages.length} texts` : "one text";
    return [{ at: other.at, sentence: `“${path}” has to be ${kind}, as in English (${english.at}).` }];
  }
  return english.messages.flatMap((message, index) => {
    const theirs = other.messages[index] ?? message;
    if (isSame(message, theirs)) return [];
    const [wanted, got] = [signature(message), signature(theirs)];
    if (wanted === got) return [{ at: other.at, sentence: `“${path}” ${differsInKnown(message, theirs)}` }];
    return [{ at: other.at, sentence: `“${path}” takes ${got}, and in English ${wanted} (${english.at}).` }];
  });
}

/** A language without plural forms may insert a counted number bare. */
function isSame(english: Message, other: Message): boolean {
  const names = new Set([...english.arguments.keys(), ...other.arguments.keys()]);
  return (
    english.isRich === other.isRich &&
    english.known.symmetricDifference(other.known).size === 0 &&
    [...names].every((name) => {
      const [wanted, got] = [english.arguments.get(name), other.arguments.get(name)];
      return wanted === got || (wanted === "number" && got === "string");
    })
  );
}

function differsInKnown(english: Message, other: Message): string {
  const names = [...english.known.symmetricDifference(other.known)].map((name) => `{${name}}`).join(" ");
  return `differs from English in ${names}, which the organization decides: write it in both, or in neither.`;
}

function signature({ arguments: taken, isRich }: Message): string {
  const names = [...taken].map(([name, type]) => `{${name}: ${type}}`);
  return `${names.join(" ") || "no argument"}${isRich ? ", with tags" : ""}`;
}
