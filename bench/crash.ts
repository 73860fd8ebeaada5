import { InvalidArgumentError } from "@commander-js/extra-typings";
import { commandLine, runHere } from "../terminal/command-line.ts";
import { Problem } from "../terminal/problem.ts";
import { crash } from "./visits/crash.ts";

const program = commandLine("bench:crash", "Kills the visit counter many times, and counts what is lost.")
  .argument("[rounds]", "how many kills", asRounds, 200)
  .action(count);

await runHere(program);

async function count(rounds: number): Promise<void> {
  const seen = await crash(rounds, (kills) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${kills} of ${rounds} kills`);
  });
  const { asked, pages, pagesInD1, handedOver } = seen;
  console.log(`${seen.kills} kills
${seen.accepted} calls accepted by the counter, ${seen.inD1} in D1
${asked} pages asked for, ${pages} answered, ${handedOver} handed over to the counter, ${pagesInD1} in D1`);
  if (seen.accepted !== seen.inD1 || pagesInD1 < handedOver || pagesInD1 > asked) {
    throw new Problem("Views were lost or counted twice.");
  }
}

function asRounds(value: string): number {
  const rounds = Number(value);
  if (Number.isInteger(rounds) && rounds > 0) return rounds;
  throw new InvalidArgumentError("It is not a whole number from 1 on.");
}
