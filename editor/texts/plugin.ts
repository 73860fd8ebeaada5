import { join } from "node:path";
import type { Plugin } from "vite";
import { writeTexts } from "./write.ts";

/** Compiles the texts before a build, and again whenever one is saved during live editing. */
export function textsModule(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    config() {
      writeTexts();
    },
    configureServer({ config, watcher }) {
      const folder = join(config.root, "content/texts");
      watcher.add(folder);
      watcher.on("all", (_, file) => {
        if (!file.startsWith(folder)) return;
        try {
          writeTexts();
        } catch (error) {
          config.logger.error((error as Error).message);
        }
      });
    },
  };
}
