import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Fault } from "../../../worker/web/fault.ts";
import { Unreachable } from "../../../worker/web/reach.ts";
import { RunReport } from "../../../worker/web/run-report.ts";

const logged = vi.fn<typeof console.error>();
beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(logged);
});
afterEach(() => {
  vi.restoreAllMocks();
  logged.mockClear();
});

/** Refuses what begins with "bad". */
const refusing = async (names: readonly string[]) => {
  if (names.some((name) => name.startsWith("bad"))) throw new Fault("refused");
};

it("a row that fails is set aside and logged, and the others are worked on", async () => {
  const report = new RunReport();
  const done: string[] = [];
  await report.eachAlone("a test", ["one", "bad", "two"], async (name) => {
    await refusing([name]);
    done.push(name);
  });
  expect(done).toEqual(["one", "two"]);
  expect(report.setAside).toBe(1);
  expect(JSON.parse(String(logged.mock.calls[0]))).toMatchObject({
    event: "jobs: set aside",
    operation: "a test",
    error: "refused",
  });
});

it("a batch that fails is done one by one, so that only the bad row is left", async () => {
  const report = new RunReport();
  const done: string[] = [];
  await report.together("a test", ["one", "bad", "two"], async (names) => {
    await refusing(names);
    done.push(...names);
  });
  expect(done).toEqual(["one", "two"]);
  expect(report.setAside).toBe(1);
});

it("nobody waits for each row of a database that does not answer", async () => {
  const report = new RunReport();
  const act = vi.fn<() => Promise<void>>().mockRejectedValue(new Unreachable("silent"));
  await expect(report.eachAlone("a test", [1, 2, 3, 4, 5], act)).rejects.toThrow(Unreachable);
  expect(act).toHaveBeenCalledTimes(3);
  act.mockClear();
  await expect(report.together("a test", [1, 2, 3], act)).rejects.toThrow(Unreachable);
  expect(act).toHaveBeenCalledOnce();
});

it("a database that answers now and then is asked for every row", async () => {
  const report = new RunReport();
  const act = vi.fn<(item: number) => Promise<void>>(async (item) => {
    if (item % 3 > 0) throw new Unreachable("silent");
  });
  await report.eachAlone("a test", [1, 2, 3, 4, 5, 6], act);
  expect(act).toHaveBeenCalledTimes(6);
  expect(report.setAside).toBe(4);
});
