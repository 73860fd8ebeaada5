import { fileURLToPath } from "node:url";
import { build, type Rollup } from "vite";

const entry = fileURLToPath(new URL("../../local/log/check-log.ts", import.meta.url));

/** What stands above the program, for whoever opens it. */
const banner = `// Checks a log of public facts from outside: node check-log.mjs verify ADDRESS
// Checks a receipt that somebody kept, without a network: node check-log.mjs receipt FILE
// Made from local/log/ and worker/log/ of the software that publishes the log. Node.js 20 or later is all it takes.`;

/** The program that checks a log, as the text of one file without packages. */
export async function checkLogFile(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    build: {
      ssr: entry,
      write: false,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { format: "es", banner } },
    },
  })) as Rollup.RollupOutput;
  const [chunk, ...more] = built.output;
  if (more.length > 0) throw new Error("the program that checks a log is more than one file");
  return chunk.code;
}
