import { gzipSync } from "node:zlib";

/** What a form, an account's page or a page of the staff may weigh in all. */
export const mostBytes = 30 * 1024;

const styles = new Map<string, Promise<number>>();

/** Bytes of a page's HTML, its styles and the font that it asks for, compressed as they travel. */
export async function weightOf(html: string, origin: string): Promise<number> {
  const links = [...html.matchAll(/<link rel="(?:stylesheet|preload)" href="([^"]+)"/g)];
  if (links.length !== 2) throw new Error("the page does not name one file of styles and one font");
  const sizes = await Promise.all(links.map(([, href = ""]) => sizeOf(new URL(href, origin).href)));
  return sizes.reduce((sum, size) => sum + size, gzipSync(html).length);
}

/** Of a file that many pages share, asked for once. */
function sizeOf(address: string): Promise<number> {
  const known = styles.get(address) ?? compressed(address);
  styles.set(address, known);
  return known;
}

async function compressed(address: string): Promise<number> {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address} is ${answer.status}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return answer.headers.get("content-type")?.startsWith("font/") ? bytes.length : gzipSync(bytes).length;
}
