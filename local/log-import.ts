import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { organization } from "../editor/organization.ts";
import { Problem } from "../terminal/problem.ts";
import { VersionLock } from "../worker/policy/versions/version.ts";
import type { Cell } from "../worker/visits/counting/counts.ts";
import { type LineKind, LogCounter } from "../worker/visits/counting/server-log.ts";
import { Progress } from "./progress.ts";

/** The contents of a log, as counts. */
export interface CountedLog {
  /** SHA-256 of the log, unpacked. */
  digest: string;
  lines: number;
  kinds: Record<LineKind, number>;
  cells: Cell[];
  firstDay: string;
  lastDay: string;
}

/**
 * Counts a log in Combined Log Format, plain or gzip.
 * @param before lines of this day and later are left out
 * @param isWatched whether to show the progress
 * @throws Problem when it cannot be unpacked or contains nothing to count
 */
export async function countLog(
  file: string,
  before: string | undefined,
  isWatched = true,
): Promise<CountedLog> {
  const counter = new LogCounter({
    languages: organization.languages,
    versions: publishedVersions(),
    timeZone: organization.timeZone,
    host: new URL(organization.site).hostname,
    before,
  });
  const kinds: Record<LineKind, number> = { counted: 0, "not-counted": 0, other: 0, refused: 0 };
  const digest = createHash("sha256");
  // An empty line, such as the last one, is none.
  const count = (line: string) => {
    if (line.trim() !== "") kinds[counter.add(line)] += 1;
  };
  let rest = "";
  for await (const chunk of unpacked(file, isWatched)) {
    digest.update(chunk);
    const lines = (rest + chunk.toString("latin1")).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) count(line);
  }
  count(rest);
  const cells = counter.cells();
  if (cells.length === 0) {
    const reason = kinds.refused > 0 && kinds.other === 0 ? "is not in Combined Log Format" : "holds no page";
    throw new Problem(`${file} ${reason}: nothing was added.`);
  }
  const days = [...new Set(cells.map(({ day }) => day))].sort();
  return {
    digest: digest.digest("hex"),
    lines: Object.values(kinds).reduce((sum, count) => sum + count, 0),
    kinds,
    cells,
    firstDay: days[0] ?? "",
    lastDay: days.at(-1) ?? "",
  };
}

async function* unpacked(file: string, isWatched: boolean): AsyncGenerator<Buffer> {
  const raw = createReadStream(file, { highWaterMark: 1 << 20 });
  const bytes = isGzip(file) ? raw.pipe(createGunzip({ chunkSize: 1 << 20 })) : raw;
  const progress = isWatched ? new Progress(statSync(file).size, "bytes") : undefined;
  let read = 0;
  try {
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      progress?.add(raw.bytesRead - read);
      read = raw.bytesRead;
      yield chunk;
    }
  } catch (error) {
    if (!String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw error;
    const reason = (error as Error).message;
    throw new Problem(`${file} is damaged (${reason}): nothing was added.`, { cause: error });
  } finally {
    progress?.end();
  }
}

function isGzip(file: string): boolean {
  const start = Buffer.alloc(2);
  const handle = openSync(file, "r");
  readSync(handle, start, 0, 2, 0);
  closeSync(handle);
  return start[0] === 0x1f && start[1] === 0x8b;
}

function publishedVersions(): string[] {
  const file = new URL("../content/policy/versions.json", import.meta.url);
  return VersionLock.parse(JSON.parse(readFileSync(file, "utf8"))).versions.map(({ date }) => date);
}
