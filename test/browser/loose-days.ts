/**
 * Days in words that a line could end within: those that stand in no box of their own. What somebody typed and the text
 * of the policy are set as they are. Runs in the browser.
 */
export function looseDays(): string[] {
  const day = /\d{1,2}\s\p{L}{3,}\s\d{4}|\d{4}年\d{1,2}月\d{1,2}日/u;
  const boxes = "time, .whole, option, textarea, pre, code, script, style, title, .unseen, .clause";
  const found = new Set<string>();
  const nodes = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (nodes.nextNode()) {
    const node = nodes.currentNode as Text;
    const around = node.parentElement;
    if (!around?.checkVisibility() || around.closest(boxes)) continue;
    const [loose] = day.exec(node.data) ?? [];
    if (loose) found.add(`${loose} in ${node.data.trim()}`);
  }
  return [...found];
}
