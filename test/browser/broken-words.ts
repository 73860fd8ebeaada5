/**
 * The words of a page that go on in another line without a hyphen, such as “конфиденциальност|и”, references that are
 * broken at theirs, words of Chinese headings, and marks that begin a line. What somebody typed may be longer than any
 * line, and code breaks anywhere. Runs in the browser.
 */
export function brokenWords(): string[] {
  const longest = 30;
  const found = new Set<string>();
  const range = document.createRange();
  const chinese = new Intl.Segmenter("zh", { granularity: "word" });
  for (const place of document.querySelectorAll("span:empty")) lookAtHyphen(place);
  let previous: Text | undefined;
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode as Text;
    if (!isLookedAt(node.parentElement)) continue;
    for (const [word, start] of wordsOf(node)) look(node, word, start);
    lookAtMark(node);
    if (node.data !== "") previous = node;
  }
  return [...found];

  function isLookedAt(around: Element | null): around is Element {
    return Boolean(
      around?.checkVisibility() &&
        !around.closest("code, pre, textarea, select, script, style, .unseen, .trap"),
    );
  }

  function wordsOf(node: Text): [word: string, start: number][] {
    const isHeading = node.parentElement?.closest("h1, h2, h3")?.matches(":lang(zh)");
    const segments = isHeading ? [...chinese.segment(node.data)] : [];
    const inHan = segments.filter(({ segment }) => /^\p{Script=Han}{2,}$/u.test(segment));
    // What has an at sign, a digit or a slash in it is no word: an address, a number, a path.
    const tokens = [...node.data.matchAll(/\S+/g)].filter(
      ({ 0: token }) => !/[@\d_/\\]|\p{L}\.\p{L}|\p{Script=Han}/u.test(token),
    );
    const words = tokens.flatMap(({ 0: token, index }) =>
      [...token.matchAll(/[\p{L}\p{M}\u00AD]{2,}/gu)]
        .filter(({ 0: word }) => word.length <= longest)
        .map(({ 0: word, index: at }): [string, number] => [word, index + at]),
    );
    const references = node.data.matchAll(/[A-Z](?:-[0-9A-Z]{4}){3}/g);
    return [
      ...inHan.map(({ segment, index }): [string, number] => [segment, index]),
      ...words,
      ...Array.from(references, ({ 0: reference, index }): [string, number] => [reference, index]),
    ];
  }

  function look(node: Text, word: string, start: number): void {
    let before = lineOf(node, start);
    for (let at = 1; at < word.length; at += 1) {
      const line = lineOf(node, start + at) ?? before;
      if (line !== undefined && before !== undefined && line - before > 4 && word[at - 1] !== "\u00AD")
        found.add(`${word.slice(0, at)}|${word.slice(at)}`);
      before = line;
    }
  }

  /** Where a word may be divided, by an element whose generated content is a soft hyphen. One that is drawn has a width. */
  function lookAtHyphen(place: Element): void {
    const [before, after] = [place.previousSibling, place.nextSibling];
    if (!(before instanceof Text && after instanceof Text) || !place.checkVisibility()) return;
    const [end, start] = [lineOf(before, before.length - 1), lineOf(after, 0)];
    const isDrawn = [...place.getClientRects()].some(({ width }) => width > 1);
    if (end !== undefined && start !== undefined && start - end > 4 && !isDrawn)
      found.add(`${before.data}|${after.data}`);
  }

  /** A mark at the beginning of a text that goes on after another: after a day in a box of its own, for example. */
  function lookAtMark(node: Text): void {
    const isMark = /^(?:[.,:;!?)…»”]+(?!\S)|[。，、：；！？）》])/u.test(node.data);
    if (!isMark || !previous || /\s$/.test(previous.data) || blockOf(previous) !== blockOf(node)) return;
    const [end, start] = [lineOf(previous, previous.length - 1), lineOf(node, 0)];
    if (end !== undefined && start !== undefined && start - end > 4)
      found.add(`${previous.data.slice(-longest)}|${node.data.slice(0, longest)}`);
  }

  function blockOf(node: Text): Element | null {
    let around = node.parentElement;
    while (around && getComputedStyle(around).display.startsWith("inline")) around = around.parentElement;
    return around;
  }

  /** The middle of the line that a letter stands in. */
  function lineOf(node: Text, at: number): number | undefined {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const [box] = range.getClientRects();
    return box && (box.top + box.bottom) / 2;
  }
}
