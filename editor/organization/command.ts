import { existsSync } from "node:fs";
import { join } from "node:path";
import { Option } from "@commander-js/extra-typings";
import { commandLine } from "../../terminal/command-line.ts";
import { Problem, WrongUsage } from "../../terminal/problem.ts";
import type { Terminal } from "../../terminal/terminal.ts";
import { addDays, dayOf } from "../../worker/web/days.ts";
import { type Answers, organizationOf, type QuestionName, questions } from "./answers.ts";
import { beginPolicy } from "./policy.ts";
import { clear, writeOrganization } from "./writing.ts";

const help = `
What an answer leaves open holds an example, which the foot of every page says and npm run deploy refuses.

Example:
  npm run new-organization -- --name "Halifax Lighthouse Society" --short-name Lighthouse \\
    --director "Anna Petrova" --country CA --languages ru,en --time-zone America/Halifax \\
    --currency CAD --offers feedback --yes

Exit codes: 0 done, 1 refused, 2 not understood.
`;

/** The command that makes `content/` another organization's. */
export function newOrganization(terminal: Terminal) {
  const program = commandLine(
    "new-organization",
    "Makes content/ another organization’s: asks who it is, and takes away the policy, partners and mark of the one before. Words in content/texts and the colours stay. Git keeps what was there.",
    help,
  )
    .option("--content <dir>", "the folder to write", "content")
    .option("--yes", "do not ask whether the organization before may go");
  for (const { flag, value, words } of Object.values(questions))
    program.addOption(new Option(`${flag} ${value}`, words[0]?.toLowerCase() + words.slice(1)));
  return program.action(async (options) => {
    const given = options as { content: string; yes?: true } & Partial<Answers>;
    const { content } = given;
    if (!existsSync(join(content, "organization.yaml")))
      throw new Problem(
        `There is no organization.yaml in ${content}: name the folder content of a copy of this repository.`,
      );
    const answers = await answersFrom(given, terminal);
    const organization = organizationOf(answers, dayOf(terminal.now, "UTC"));
    if (Array.isArray(organization)) throw new WrongUsage(organization.join("; "));
    if (!given.yes && !(await mayGo(terminal))) throw new Problem("Nothing was changed.");
    clear(content);
    writeOrganization(join(content, "organization.yaml"), organization);
    const today = dayOf(terminal.now, organization.timeZone);
    const first = await beginPolicy(join(content, "policy"), organization, addDays(today, 30), terminal);
    terminal.write(next(content, organization.placeholders, first));
  });
}

/** Takes options where they are given, and asks for the rest. Without a terminal the rest is what an empty answer means. */
async function answersFrom(given: Partial<Answers>, terminal: Terminal): Promise<Answers> {
  const answers: Partial<Record<QuestionName, string>> = {};
  const missing: string[] = [];
  for (const [name, question] of Object.entries(questions)) {
    const { words, flag } = question;
    const otherwise = "otherwise" in question ? question.otherwise : undefined;
    const answer =
      given[name as QuestionName] ?? (terminal.isInteractive ? await terminal.ask(`${words}: `) : "");
    answers[name as QuestionName] = answer.trim() || (otherwise ?? "");
    if (answer.trim() === "" && otherwise === undefined) missing.push(flag);
  }
  if (missing.length > 0) throw new WrongUsage(`Nobody said ${missing.join(", ")}`);
  return answers as Answers;
}

async function mayGo(terminal: Terminal): Promise<boolean> {
  if (!terminal.isInteractive) throw new Problem("Nobody can confirm here: pass --yes.");
  return /^y(?:es)?$/i.test(
    await terminal.ask("Replace the organization, its policy and its partners? (yes/no) "),
  );
}

function next(content: string, open: readonly string[], first: string): string {
  return `
Now ${content} is another organization’s. Next:
  1. Look at ${content}/organization.yaml; these are examples still: ${open.join(", ")}
  2. Draw the mark and choose the colours in ${content}/look
  3. Write the policy in ${content}/policy/${first}, then npm run policy -- check
  4. npm start shows the site; npm run policy -- publish ${first} opens it on that day
`;
}
