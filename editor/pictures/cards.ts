import { colour, drawn, mark } from "./drawing.ts";

/** The size that services which show a link ask for. */
const [width, height] = [1200, 630] as const;

/** What a card says. */
export interface Card {
  /** The heading, in one to three lines. */
  heading: string;
  /** A line below. */
  line: string;
}

/**
 * The picture that other services show beside a link: mark and name, the heading, a line. The letters that come with
 * the site have no Chinese, so a Chinese card is mark and name, large.
 */
export async function cardOf({ heading, line }: Card, shortName: string): Promise<Uint8Array> {
  if (!isDrawable(heading))
    return drawn(`${start}${named(shortName, "translate(96 215) scale(6.25)", 344, 353, 116)}</svg>`, width);
  const words = inLines(heading);
  const below = isDrawable(line) ? line : "";
  const size = words.length > 2 ? 72 : 84;
  const top = 350 - (words.length - 2) * 30;
  const lines = words.map(
    (text, index) =>
      `<text x="92" y="${top + index * size * 1.12}" font-weight="600" font-size="${size}" letter-spacing="${-size / 50}" fill="${colour("ink")}">${escaped(text)}</text>`,
  );
  return drawn(
    `${start}${named(shortName, "translate(96 88) scale(2.5)", 200, 145, 52)}
${lines.join("")}
<text x="96" y="560" font-size="36" fill="${colour("muted")}">${escaped(below)}</text>
</svg>`,
    width,
  );
}

const start = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="Source Serif 4">
<rect width="${width}" height="${height}" fill="${colour("background")}"/>`;

/** The mark, and the name beside it. */
function named(name: string, place: string, x: number, y: number, size: number): string {
  return `<g transform="${place}" fill="${colour("seal")}">${mark}</g>
<text x="${x}" y="${y}" font-weight="600" font-size="${size}" letter-spacing="${-size / 100}" fill="${colour("ink")}">${escaped(name)}</text>`;
}

/** Whether the letters that come with the site have all of these. */
export function isDrawable(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Common}]*$/u.test(text) && /\p{L}|\d/u.test(text);
}

/** Words in lines that are about as wide as the card. */
function inLines(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && `${last} ${word}`.length <= 24) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.slice(0, 4);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
