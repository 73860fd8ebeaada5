import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "../local/build.ts";
import { root } from "../local/environment.ts";
import type { Result } from "./result.ts";

/** What is uploaded as the Worker: all its modules, compressed together as wrangler counts them. */
export default async function* worker(): AsyncGenerator<Result> {
  await build();
  const folder = join(root, "dist/server");
  const modules = globSync("**/*.mjs", { cwd: folder }).map((file) => readFileSync(join(folder, file)));
  const kilobytes = (bytes: number) => bytes / 1024;
  yield { name: "Worker, compressed", value: kilobytes(gzipSync(Buffer.concat(modules)).length), unit: "KB" };
  yield { name: "Worker, as it is loaded", value: kilobytes(Buffer.concat(modules).length), unit: "KB" };
}
