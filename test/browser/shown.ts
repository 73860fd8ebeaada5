/** What a page shows on one screen. */
export interface Shown {
  /** A mark for each element, in order: whether it is shown. */
  elements: string;
  /**
   * The ways in which the page colours its text: what decides contrast. Most pages share all of them with one that was
   * looked at before. The elements of each stay in the page as `ways`.
   */
  colours: string[];
}

/**
 * What a page shows now. Runs in the browser.
 * @param leftOut a selector of elements that get no mark
 */
export function shownNow(leftOut: string | undefined): Shown {
  const backgrounds = new Map<Element, string>();
  const ways = new Map<string, Element[]>();
  let elements = "";
  for (const element of document.querySelectorAll("*")) {
    const isShown = element.checkVisibility();
    if (!(leftOut && element.closest(leftOut))) elements += isShown ? "x" : "-";
    if (isShown && document.body.contains(element) && hasText(element)) {
      const way = wayOf(element);
      ways.set(way, [...(ways.get(way) ?? []), element]);
    }
  }
  Object.assign(globalThis, { ways });
  return { elements, colours: [...ways.keys()] };

  function hasText(element: Element): boolean {
    const isText = ({ nodeType, nodeValue }: Node) => nodeType === 3 && Boolean(nodeValue?.trim());
    return element.matches("input, textarea, select") || Array.from(element.childNodes).some(isText);
  }

  function wayOf(element: Element): string {
    const { color, fontSize, fontWeight, textDecorationLine } = getComputedStyle(element);
    const { parentElement } = element;
    const link =
      element.matches("a") && parentElement
        ? [fontSize, fontWeight, textDecorationLine, getComputedStyle(parentElement).color].join(" ")
        : "";
    return [color, isLarge(fontSize, fontWeight) ? "large" : "small", link, behind(element)].join(" ");
  }

  /** What WCAG calls large: 18 pt, or 14 pt and bold. */
  function isLarge(size: string, weight: string): boolean {
    const points = (Number.parseFloat(size) * 72) / 96;
    return points >= (Number(weight) >= 700 ? 14 : 18);
  }

  function behind(element: Element): string {
    const known = backgrounds.get(element) ?? backgroundsOf(element);
    backgrounds.set(element, known);
    return known;
  }

  /** The backgrounds from an element outwards, up to the first that hides the rest. */
  function backgroundsOf(element: Element): string {
    const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
    const isOpaque = /^(?:rgb\(|color\([^/]+\)|okl\w+\([^/]+\))/.test(backgroundColor) && opacity === "1";
    const own = `${backgroundColor} ${backgroundImage} ${opacity}`;
    if (isOpaque || !element.parentElement) return own;
    const around = behind(element.parentElement);
    // What is taken out of the flow may lie on something else.
    const isClear = own === "rgba(0, 0, 0, 0) none 1" && /^(?:static|relative)$/.test(position);
    return isClear ? around : `${own} < ${around}`;
  }
}

/** Whether a page now shows no element that it did not show before. */
export function isWithin(now: string, before: string): boolean {
  return (
    now.length === before.length && now.split("").every((mark, at) => mark === "-" || before[at] === "x")
  );
}
