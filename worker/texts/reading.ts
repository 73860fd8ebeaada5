import { type Catalog, catalogsIn } from "./catalogs.ts";
import { all } from "./compiled/all.ts";

/**
 * Where all texts are: within the code, or, as in the built Worker, in a file of the site. There they would be a quarter
 * of what is read before the Worker starts.
 */
export type AllTexts = { file: string } | { address: string };

/** Gives files of the site. */
interface Files {
  fetch: (address: URL) => Promise<{ ok: boolean; status: number; text: () => Promise<string> }>;
}

let read: ReadonlyMap<string, Catalog> | undefined = "file" in all ? catalogsIn(all.file) : undefined;

/** Whether the texts are here. */
export function areTextsRead(): boolean {
  return read !== undefined;
}

/**
 * Reads the texts of every language, unless they are here. Whatever begins in the Worker does this first: requests in
 * `worker/web/with-texts.ts`, jobs in `worker/keeping/running.ts`. Each asks by itself: the runtime lets no request wait
 * for what another one asked for.
 * @param files where the built site's files are
 * @param site an address of the site
 * @throws Error when the file cannot be had; whoever comes next asks again
 */
export async function readTexts(files: Files, site: string): Promise<void> {
  if (read || "file" in all) return;
  const answer = await files.fetch(new URL(all.address, site));
  if (!answer.ok) throw new Error(`the texts at ${all.address} answer ${answer.status}`);
  read = catalogsIn(await answer.text());
}

/** The texts of a language. Throws where nobody has read them. */
export function catalogOf(language: string): Catalog | undefined {
  if (!read) throw new Error("texts are asked for before they are read: see worker/texts/reading.ts");
  return read.get(language);
}
