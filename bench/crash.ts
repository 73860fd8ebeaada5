import { Problem, run } from "../local/command.ts";
import { crash } from "./visits/crash.ts";

await run(async () => {
  const rounds = Number(process.argv[2] ?? 200);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Problem("npm run bench:crash [-- ROUNDS]");
  const seen = await crash(rounds, (kills) => {
    if (process.stderr.isTTY) process.stderr.write(`\r${kills} of ${rounds} kills`);
  });
  const lost = seen.pages - seen.pagesInD1;
  console.log(`${seen.kills} kills
${seen.accepted} calls accepted by the counter, ${seen.inD1} in D1
${seen.pages} pages answered, ${seen.pagesInD1} in D1: ${lost} lost; ${seen.pagesAtRisk} were answered within 100 ms before a kill`);
  if (seen.accepted !== seen.inD1 || lost > seen.pagesAtRisk) {
    throw new Problem("Views were lost or counted twice.");
  }
});
