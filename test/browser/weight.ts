import { gzipSync } from "node:zlib";

/** What a form, an account page or a staff page may weigh in total. */
export const maxBytes = 30 * 1024;

/** The letters of headings by language. Chinese has none, and neither has the desk. */
const headings: Readonly<Record<string, string>> = { en: "latin-600", ru: "cyrillic-600" };

const files = new Map<string, Promise<Buffer>>();

/** Bytes of a page's HTML, styles and font of headings, compressed as they travel. At first sight the styles are in it. */
export async function weightOf(html: string, origin: string): Promise<number> {
  const sheets = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(([, href = ""]) => href);
  const inside = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text = ""]) => text);
  const isDesk = html.includes('<body class="desk');
  const count = sheets.length + inside.length;
  if (count < 1 || count > (isDesk ? 3 : 2)) throw new Error("the page names too many files of styles");
  const styles = await Promise.all(sheets.map((href) => fileAt(new URL(href, origin).href)));
  const font = isDesk ? undefined : fontOf(html, inside.join("") + String(Buffer.concat(styles)));
  const letters = font === undefined ? 0 : (await fileAt(new URL(font, origin).href)).length;
  return [Buffer.from(html), ...styles].reduce((sum, file) => sum + gzipSync(file).length, letters);
}

/** Where the styles keep the letters of a page's headings. */
function fontOf(html: string, styles: string): string | undefined {
  const heading = headings[/<html lang="(\w+)"/.exec(html)?.[1] ?? ""];
  if (heading === undefined) return undefined;
  const found = new RegExp(`url\\("?([^")]*${heading}[^")]*\\.woff2)`).exec(styles)?.[1];
  if (found === undefined) throw new Error(`the styles name no font for ${heading}`);
  return found;
}

/** A shared file, requested once. */
function fileAt(address: string): Promise<Buffer> {
  const known = files.get(address) ?? requested(address);
  files.set(address, known);
  return known;
}

async function requested(address: string): Promise<Buffer> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} is ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
