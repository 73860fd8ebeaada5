import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvalidArgumentError } from "@commander-js/extra-typings";
import { writeTexts } from "../../editor/texts/write.ts";
import { commandLine, runHere } from "../../terminal/command-line.ts";
import { makeWholeLighthouse } from "../fixtures/organizations.ts";
import { publishDraft } from "../fixtures/publish-draft.ts";
import { copyRepository } from "../fixtures/repository.ts";
import { failedTests } from "./clause-tests.ts";
import { killSite } from "./kills/kills.ts";
import { killLog } from "./log/kills.ts";
import { runLongForms } from "./long.ts";
import { mutations } from "./mutations.ts";
import { tryNewOrganization } from "./new-organization.ts";
import { tryOrganization } from "./organization.ts";
import { tryMutations } from "./trying.ts";

const notes = `Breaks one control of the policy at a time in a copy of this repository, builds it, and runs the tests of its
clause (test/promises/), which have to fail. About half a minute for each on a quiet machine.

  npm run trial -- storage-period    only this clause
  npm run trial -- --from 12         goes on with the 12th
  npm run trial -- draft             publishes the draft in a copy, and runs the tests of all clauses once it is in force
  npm run trial -- three-years       walks three years, and runs the cron on each of their days
  npm run trial -- offers            builds the site without each of its offers, and looks for what is left of it
  npm run trial -- organization      runs the tests for another organization (CONTRIBUTING.md says which)
  npm run trial -- new-organization  what npm run new-organization leaves: built, published, looked at
  npm run trial -- long              the long forms of tests: 300,000 rows, thousands of random orders of acts
  npm run trial -- sheet             pictures of every page and state in .local/sheet/index.html, and their faults
  npm run trial -- kills             kills the site 200 times while people send messages and mail leaves
  npm run trial -- log               kills the log 200 times while entries are added to it`;

const program = commandLine("trial", "Finds out whether the tests notice a broken promise.", notes)
  .argument("[clause]", "the id of a clause")
  .option("--from <number>", "the first mutation to try", positive, 1)
  .action((clause, { from }) => {
    const chosen = mutations.filter((one) => clause === undefined || one.clause === clause);
    return inCopy((copy) => tryMutations(copy, chosen, from));
  });

program
  .command("draft")
  .description("try the tests of all clauses on the draft")
  .action(() =>
    inCopy(async (copy) => {
      await publishDraft(copy);
      const failed = failedTests(copy, ["*"], { SITE_AT: "2027-03-02T12:00" });
      console.log(failed.length === 0 ? "Every sentence of the draft is kept." : failed.join("\n"));
      return failed.length === 0;
    }),
  );

program
  .command("three-years")
  .description("walk three years day by day")
  .action(() => {
    const vitest = join(import.meta.dirname, "../../node_modules/.bin/vitest");
    const env = { ...process.env, THREE_YEARS: "daily" };
    const test = ["run", "--project", "node", "test/http/three-years.test.ts"];
    process.exitCode = spawnSync(vitest, test, { env, stdio: "inherit" }).status ?? 1;
  });

program
  .command("offers")
  .description("build the site without each of its offers, and look for what is left of it")
  .action(() => {
    const vitest = join(import.meta.dirname, "../../node_modules/.bin/vitest");
    const env = { ...process.env, OFFERS: "each" };
    const test = ["run", "--project", "node", "test/http/another-organization.test.ts"];
    process.exitCode = spawnSync(vitest, test, { env, stdio: "inherit" }).status ?? 1;
  });

program
  .command("organization")
  .description(
    "run the tests for another organization: checks and tests in a copy with the content of test/fixtures",
  )
  .argument("[filter...]", "only test files with one of these in their path")
  .action((filter) => inCopy((copy) => tryOrganization(copy, filter), makeWholeLighthouse));

program
  .command("new-organization")
  .description(
    "make the tree of a new organization, build and publish it, follow its links and take its pictures",
  )
  .action(() => inCopy(tryNewOrganization));

program
  .command("sheet")
  .description("take pictures of every page in every state, language, width and scheme, and look for faults")
  .argument("[pattern]", "only pages whose person and address match this")
  .action((pattern = "") => {
    const vitest = join(import.meta.dirname, "../../node_modules/.bin/vitest");
    const env = { ...process.env, SHEET_ONLY: pattern };
    const options = ["run", "--config", "test/trial/sheet/vitest.config.ts"];
    process.exitCode = spawnSync(vitest, options, { env, stdio: "inherit" }).status ?? 1;
  });

program
  .command("kills")
  .description("kill the site under load, and count what is lost or doubled")
  .argument("[rounds]", "how many kills", positive, 200)
  .action(tryKills);

program
  .command("log")
  .description("kill the log while entries are added, and look for a third tree")
  .argument("[rounds]", "how many kills", positive, 200)
  .action(tryLog);

program.command("long").description("run the long forms of tests").action(runLongForms);

await runHere(program);

function positive(typed: string): number {
  if (!/^[1-9]\d*$/.test(typed)) throw new InvalidArgumentError("It is a number from 1.");
  return Number(typed);
}

/** Says what kills cost, and fails if it is more than one repeated mail a kill to senders, or to the organization. */
async function tryKills(rounds: number): Promise<void> {
  const seen = await killSite(rounds, (kills) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${kills} of ${rounds} kills`);
  });
  const { kills, acknowledged, lost, doubled, mailLost, mailRepeated } = seen;
  console.log(`${kills} kills, ${acknowledged} messages acknowledged: ${lost} lost, ${doubled} doubled
their mail: ${mailLost} lost, ${mailRepeated.toSenders} repeated to them and ${mailRepeated.toStaff} to the organization`);
  if (lost + doubled + mailLost > 0 || Math.max(...Object.values(mailRepeated)) > kills) process.exitCode = 1;
}

/** Says what kills did to the log, and fails if it was anything. */
async function tryLog(rounds: number): Promise<void> {
  const seen = await killLog(rounds, (kills) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${kills} of ${rounds} kills`);
  });
  const { kills, during, acknowledged, lost, misplaced, thirds, forks } = seen;
  console.log(`${kills} kills, ${during} while entries were being added; ${acknowledged} entries: ${lost} lost, ${misplaced} misplaced
trees: ${thirds} neither old nor new, ${forks} forked`);
  if (lost + misplaced + thirds + forks > 0) process.exitCode = 1;
}

/** Copies the repository, does something with the copy, and deletes it. */
async function inCopy(
  act: (copy: string) => boolean | Promise<boolean>,
  make: (copy: string) => void | Promise<void> = copyRepository,
): Promise<void> {
  const copy = mkdtempSync(join(tmpdir(), "trial-"));
  try {
    await make(copy);
    writeTexts(copy);
    if (!(await act(copy))) process.exitCode = 1;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
