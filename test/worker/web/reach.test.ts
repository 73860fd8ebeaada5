import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { reach, Unreachable } from "../../../worker/web/reach.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("waits ten seconds for what never answers, as wrangler.toml says, and no longer", async () => {
  const tooLate = vi.fn<(error: unknown) => void>();
  reach("a test", new Promise(() => undefined)).catch(tooLate);
  await vi.advanceTimersByTimeAsync(9999);
  expect(tooLate).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(tooLate).toHaveBeenCalledWith(expect.any(Unreachable));
});

it("gives an answer that comes late, and what went wrong by its operation", async () => {
  const late = new Promise((resolve) => setTimeout(resolve, 9000, "late"));
  const answer = reach("a test", late);
  await vi.advanceTimersByTimeAsync(9000);
  expect(await answer).toBe("late");
  await expect(reach("a test", Promise.reject(new Error("broken")))).rejects.toThrow(Unreachable);
  expect(vi.getTimerCount()).toBe(0);
});
