import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where a log is read from. */
export interface LogSource {
  /** How people call it. */
  name: string;
  /** A file of the log, such as `checkpoint` or `tile/0/000`; undefined where there is none. */
  read: (path: string) => Promise<Uint8Array | undefined>;
  /** A page or file of the site that publishes the log; absent for a folder. */
  page?: (path: string) => Promise<Uint8Array | undefined>;
}

/** The log of a site, by its address, or a copy of its files in a folder. */
export function sourceOf(place: string): LogSource {
  return /^https?:\/\//.test(place) ? siteSource(new URL(place).origin) : folderSource(place);
}

function siteSource(site: string): LogSource {
  const page = async (path: string) => {
    const answer = await fetch(`${site}${path}`, { redirect: "error" });
    if (answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`${site}${path} answered ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  };
  return { name: site, read: (path) => page(`/log/${path}`), page };
}

function folderSource(folder: string): LogSource {
  return {
    name: folder,
    read: async (path) => {
      try {
        return new Uint8Array(await readFile(join(folder, path)));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw error;
      }
    },
  };
}
