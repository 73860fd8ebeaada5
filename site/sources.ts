import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Loader } from "astro/loaders";
import { mdxToMdast } from "satteri";
import { blocksIn, clausesIn } from "../worker/policy/text/reading.ts";
import { normaliseSource } from "../worker/policy/text/source.ts";
import { versions } from "../worker/policy/versions/lock.ts";
import { sha256 } from "../worker/web/sha256.ts";

const folder = new URL("../content/policy/", import.meta.url);

/** The texts of a build: those in the lock, and with `DRAFTS=show` all others too. */
export function shownTexts(): string[] {
  const { DRAFTS } = process.env;
  if (DRAFTS === "show") return ["*/*.mdx"];
  return versions.flatMap(({ date, languages }) =>
    Object.keys(languages).map((language) => `${date}/${language}.mdx`),
  );
}

/** Loads texts as they are hashed, with the hash, their clauses and their blocks. Ids are those of the `policy` collection. */
export function sources(patterns: string[]): Loader {
  return {
    name: "policy-sources",
    async load(context) {
      const loadAll = async () => {
        context.store.clear();
        for await (const path of glob(patterns, { cwd: fileURLToPath(folder) })) {
          const file = path.split(sep).join("/");
          const id = file.replace(/\.mdx$/, "");
          const source = normaliseSource(readFileSync(new URL(file, folder), "utf8"));
          const nodes = [mdxToMdast(source, { position: false })];
          const data = {
            source,
            sha256: await sha256(source),
            clauses: clausesIn(nodes),
            blocks: blocksIn(nodes),
          };
          context.store.set({ id, data: await context.parseData({ id, data }) });
        }
      };
      await loadAll();
      context.watcher?.on("change", (path) => {
        if (path.startsWith(fileURLToPath(folder))) loadAll().catch(console.error);
      });
    },
  };
}
