import { gzipSync } from "node:zlib";

/** What a form, an account page or a staff page may weigh in total. */
export const maxBytes = 30 * 1024;

const styles = new Map<string, Promise<number>>();

/** Bytes of a page's HTML, styles and font, compressed as they travel. */
export async function weightOf(html: string, origin: string): Promise<number> {
  const links = [...html.matchAll(/<link rel="(?:stylesheet|preload)" href="([^"]+)"/g)];
  const fonts = links.filter(([link]) => link.includes("preload")).length;
  if (fonts > 1 || links.length < 2 || links.length > 3)
    throw new Error("the page names more than one font, or more than two files of styles");
  const sizes = await Promise.all(links.map(([, href = ""]) => sizeOf(new URL(href, origin).href)));
  return sizes.reduce((sum, size) => sum + size, gzipSync(html).length);
}

/** The size of a shared file, requested once. */
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
