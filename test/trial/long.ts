import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** A test of `npm test` with much more to do. */
interface LongForm {
  says: string;
  /** Files of vitest. */
  files: readonly string[];
  /** What makes it long. */
  environment: Readonly<Record<string, string>>;
}

export const longForms: readonly LongForm[] = [
  {
    says: "300,000 rows of strangers: what every route reads, and how long a withdrawal takes",
    files: ["test/worker/routes/rows-read.test.ts", "test/worker/routes/withdrawing.test.ts"],
    environment: { STRANGERS: "300000" },
  },
  {
    says: "thousands of random orders of acts, against a model",
    files: ["test/worker/routes/model.test.ts"],
    environment: { MODEL_RUNS: "2000" },
  },
  {
    says: "every call that a route makes of a binding fails once, in three ways",
    files: ["test/worker/routes/faults.test.ts"],
    environment: { FAULTS: "each" },
  },
  {
    says: "every naughty string, through every form and the desk",
    files: ["test/http/naughty.test.ts", "test/http/naughty-forms.test.ts", "test/http/desk-naughty.test.ts"],
    environment: { NAUGHTY: "all" },
  },
];

/** Runs the long forms one after another. */
export function runLongForms(): void {
  const root = fileURLToPath(new URL("../../", import.meta.url));
  for (const { says, files, environment } of longForms) {
    console.log(says);
    const { status } = spawnSync(`${root}node_modules/.bin/vitest`, ["run", ...files], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...environment },
    });
    if (status !== 0) process.exitCode = 1;
  }
}
