import { readFileSync } from "node:fs";
import { runCounting } from "./runtime.ts";

// Runs the counting Worker until it is killed. Started by crash.ts with the script and the folder.
const [script = "", folder = ""] = process.argv.slice(2);
const miniflare = await runCounting(readFileSync(script, "utf8"), folder, 1);
console.log(String(await miniflare.ready).replace(/\/$/, ""));
