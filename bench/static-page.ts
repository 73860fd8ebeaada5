import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../local/build.ts";
import { root } from "../local/environment.ts";
import { type LocalServer, startServer } from "../local/server.ts";

/** Where the very HTML of the policy lies as a static file that the Worker never sees. */
export const staticPage = "/_astro/page";

/** The built site with that file, running until it is disposed of. */
export async function siteWithStaticPage(): Promise<AsyncDisposable & Pick<LocalServer, "url">> {
  await build();
  const folder = mkdtempSync(join(tmpdir(), "kept-bench-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const dist = join(folder, "dist");
    cpSync(join(root, "dist"), dist, { recursive: true });
    const start = () => startServer({ port: 0, state: join(folder, "state"), quiet: true, dist });
    const first = await start();
    const html = await (await fetch(`${first.url}/en/policy/`)).text();
    await first.stop();
    writeFileSync(join(dist, `client${staticPage}.html`), html);
    const server = await start();
    return { url: server.url, [Symbol.asyncDispose]: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}
