import { once } from "node:events";
import { readFileSync } from "node:fs";
import { runAppending } from "./runtime.ts";

// Runs the Worker that appends until it is killed. kills.ts starts it a round ahead; it waits for a word, because only one
// runtime may have the folder.
const [script = "", folder = ""] = process.argv.slice(2);
await once(process.stdin, "data");
const miniflare = await runAppending(readFileSync(script, "utf8"), folder);
console.log(String(await miniflare.ready).replace(/\/$/, ""));
