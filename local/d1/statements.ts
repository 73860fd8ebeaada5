/** Texts, names in quotes, comments, words, and single characters. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\[[^\]]*\]|--[^\n]*|\/\*[\s\S]*?\*\/|\s+|\w+|[\s\S]/g;

/**
 * The statements of an SQL script, each without its semicolon. As in SQLite itself, a trigger ends with `; end ;`
 * (https://www.sqlite.org/c3ref/complete.html).
 */
export function* statementsIn(sql: string): Generator<string> {
  let start = 0;
  let words: string[] = [];
  let before = "";
  for (const { text, at } of tokensIn(sql)) {
    if (text === ";" && (before === "; end" || !isTrigger(words))) {
      yield sql.slice(start, at).trim();
      start = at + 1;
      words = [];
    } else if (words.length < 4) words.push(text);
    // Only an `end` right after a semicolon ends a trigger; that of a `case` does not.
    before = text === "end" && before === ";" ? "; end" : text;
  }
  if (words.length > 0) yield sql.slice(start).trim();
}

/** What a script says, without space and comments, in small letters. */
function* tokensIn(sql: string): Generator<{ text: string; at: number }> {
  for (const { 0: text, index } of sql.matchAll(token))
    if (!/^(?:\s|--|\/\*)/.test(text)) yield { text: text.toLowerCase(), at: index };
}

function isTrigger(words: readonly string[]): boolean {
  return words[0] === "create" && words.includes("trigger");
}
