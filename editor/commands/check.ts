import { check } from "../check/check.ts";
import { readTree } from "../versions/tree.ts";
import { type Command, expectDate, expectPositionals, option, todayOf } from "./command.ts";
import { countInWords, countOf, plural, printDiagnostics } from "./print.ts";

/** Finds what is wrong with the policy. */
export const checkCommand: Command = {
  usage: "check [--json] [--today DATE]",
  summary: "find what is wrong with the versions",
  help: `Looks at every version and prints a line for each problem, with the place to open:
file:line:column, error or warning, the rule, and what to do. Ends with exit code 1 when
there is an error.

  --json        print one JSON object instead
  --today DATE  check as if it were that day`,
  options: { json: { type: "boolean" }, today: { type: "string" } },
  async run(context) {
    expectPositionals(context);
    const { terminal, organization } = context;
    const today = expectDate(option(context, "today") ?? todayOf(context));
    const tree = readTree(context.folder);
    const problems = await check({ tree, organization, today });
    const errors = countOf(problems, "error");
    if (context.values.json === true) {
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
    return errors > 0 ? 1 : 0;
  },
};
