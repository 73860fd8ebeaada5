import { expect, it, vi } from "vitest";
import { withoutBuilds } from "../../local/build.ts";

it("waits while something else writes the files of a build, and says so once", async () => {
  const letBuild = await withoutBuilds();
  const says = vi.fn<() => void>();
  const next = withoutBuilds(says);
  await expect.poll(() => says.mock.calls.length).toBe(1);
  const first = await Promise.race([next.then(() => "builds"), Promise.resolve("waits")]);
  expect(first).toBe("waits");
  letBuild();
  (await next)();
  expect(says).toHaveBeenCalledTimes(1);
});
