import { afterEach, expect, it, vi } from "vitest";
import { postOutside } from "../../../worker/web/outside.ts";

afterEach(() => vi.unstubAllGlobals());

it("posts to the address that was written down, and follows it nowhere else", async () => {
  const asked: Request[] = [];
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    asked.push(new Request(url, init));
    return new Response(null, { status: 302, headers: { location: "https://elsewhere.example/" } });
  });
  expect((await postOutside("https://witness.example/log/add", "a tree")).status).toBe(302);
  expect(asked.map(({ method, url, redirect }) => [method, url, redirect])).toEqual([
    ["POST", "https://witness.example/log/add", "manual"],
  ]);
});
