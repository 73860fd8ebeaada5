import { medianOf, type Result } from "../result.ts";
import { open } from "./runtime.ts";

const rounds = 12;
const pairs = 500;

/**
 * What counting adds to the time of a page. The page is opened with and without counting in turns, one right after the
 * other, and the two of a pair are compared, so that other work on the machine affects both alike.
 */
export async function* addedToPage(plain: string, counted: string): AsyncGenerator<Result> {
  const times: number[] = [];
  const added: number[] = [];
  const medians: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const ofRound: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      // Whichever comes second may find the machine warmer.
      const [first, second] = pair % 2 === 0 ? [plain, counted] : [counted, plain];
      const [one, other] = [await open(first), await open(second)];
      const [without, withCount] = pair % 2 === 0 ? [one, other] : [other, one];
      if (round === 0) continue;
      times.push(without);
      ofRound.push(withCount - without);
    }
    if (round === 0) continue;
    added.push(...ofRound);
    medians.push(medianOf(ofRound));
  }
  const p50 = medianOf(times);
  const part = (milliseconds: number) => (milliseconds / p50) * 100;
  yield { name: "p50 of a page", value: p50, unit: "ms" };
  yield { name: "p50 that counting adds to it", value: part(medianOf(added)), unit: "%" };
  yield { name: "the same in the best of 12 rounds", value: part(Math.min(...medians)), unit: "%" };
  yield { name: "the same in the worst of 12 rounds", value: part(Math.max(...medians)), unit: "%" };
}
