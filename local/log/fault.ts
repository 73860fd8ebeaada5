/** What is wrong with a log: the first thing that does not hold, in a sentence. */
export class LogFault extends Error {
  override name = "LogFault";
}

/** @throws LogFault unless something holds */
export function holds(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new LogFault(otherwise);
}
