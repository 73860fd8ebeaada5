import { gzipSync } from "node:zlib";

/** What a form, an account's page or a page of the staff may weigh without the font, which every page shares. */
export const mostBytes = 12 * 1024;

const styles = new Map<string, Promise<number>>();

/** Bytes of a page's HTML and of its styles, compressed as they travel. */
export async function weightOf(html: string, origin: string): Promise<number> {
  const links = [...html.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)];
  if (links.length === 0) throw new Error("the page names no style");
  const sizes = await Promise.all(links.map(([, href = ""]) => sizeOf(new URL(href, origin).href)));
  return sizes.reduce((sum, size) => sum + size, gzipSync(html).length);
}

/** Of a style that many pages share, asked for once. */
function sizeOf(address: string): Promise<number> {
  const known = styles.get(address) ?? compressed(address);
  styles.set(address, known);
  return known;
}

async function compressed(address: string): Promise<number> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} is ${answer.status}`);
  return gzipSync(await answer.text()).length;
}
