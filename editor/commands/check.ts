import { dayArgument } from "../../terminal/arguments.ts";
import { Problem } from "../../terminal/problem.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { check } from "../check/check.ts";
import { readTree } from "../versions/tree.ts";
import { contextOf, policyCommand, todayOf } from "./command.ts";
import { countInWords, countOf, plural, printDiagnostics } from "./print.ts";

/** Finds what is wrong with the policy. */
export function checkCommand(terminal: Terminal) {
  return policyCommand("check", "find what is wrong with the versions")
    .description(
      "Looks at every version and every partner, and prints a line for each problem, with the place to open: file:line:column, error or warning, the rule, and what to do. Ends with exit code 1 when there is an error.",
    )
    .option("--json", "print one JSON object instead")
    .option("--today <date>", "check as if it were that day", dayArgument)
    .action(async (options) => {
      const context = contextOf(terminal, options);
      const { organization, folder } = context;
      const tree = readTree(folder);
      const problems = await check({ tree, organization, today: options.today ?? todayOf(context) });
      const errors = countOf(problems, "error");
      if (options.json) {
        const warnings = countOf(problems, "warning");
        terminal.write(`${JSON.stringify({ errors, warnings, problems }, null, 2)}\n`);
      } else {
        terminal.write(printDiagnostics(problems, terminal));
        const sources = tree.versions.flatMap((version) => version.sources).length;
        const checked = `${plural(tree.versions.length, "version")}, ${plural(sources, "text")}`;
        terminal.write(
          `${checked}: ${problems.length === 0 ? terminal.paint("green", "no problems") : countInWords(problems)}\n`,
        );
      }
      if (errors > 0) throw new Problem("");
    });
}
