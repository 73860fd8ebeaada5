import { once } from "node:events";
import { readFileSync } from "node:fs";
import { runCounting } from "./runtime.ts";

// Runs the counting Worker, which moves counts to D1 all the time, until it is killed. crash.ts starts it with the
// script and the folder, a round ahead; it waits for a word, because only one runtime may have the folder.
const [script = "", folder = ""] = process.argv.slice(2);
await once(process.stdin, "data");
const miniflare = await runCounting(readFileSync(script, "utf8"), folder, 0.05);
console.log(String(await miniflare.ready).replace(/\/$/, ""));
