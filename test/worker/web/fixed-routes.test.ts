import { TrieRouter } from "hono/router/trie-router";
import { describe, expect, it, vi } from "vitest";
import { lang } from "../../../worker/web/app.ts";
import { FixedRoutes } from "../../../worker/web/fixed-routes.ts";

const paths = [
  "/*",
  `/${lang}/contact/`,
  `/${lang}/sent/:reference/`,
  `/${lang}/account/*`,
  `/${lang}/account/orders/`,
  "/staff/inbox/",
  "/:anything/contact/",
];

/** The same routes twice, as ours and as Hono's. */
function bothWays() {
  const [ours, theirs] = [new FixedRoutes<string>(), new TrieRouter<string>()];
  for (const path of paths)
    for (const method of ["GET", "POST"]) {
      ours.add(method, path, `${method} ${path}`);
      theirs.add(method, path, `${method} ${path}`);
    }
  return { ours, theirs };
}

describe("routes", () => {
  it.each([
    "/en/contact/",
    "/ru/contact/",
    "/de/contact/",
    "/en/contact",
    "/en/account/orders/",
    "/en/sent/M-1/",
    "/staff/inbox/",
    "/nothing/of/the/kind/",
    `/${lang}/contact/`,
  ])("answer %s as Hono's own router does, the second time too", (path) => {
    const { ours, theirs } = bothWays();
    for (const method of ["GET", "POST", "GET", "POST", "PUT"])
      expect(ours.match(method, path)).toEqual(theirs.match(method, path));
  });

  it("look once for an address of the site, and each time for what a visitor can make up", () => {
    const { ours } = bothWays();
    const search = vi.spyOn(TrieRouter.prototype, "match");
    const looks = (request: string) => {
      const [method = "", path = ""] = request.split(" ");
      search.mockClear();
      for (const _ of ["once", "again"]) ours.match(method, path);
      return search.mock.calls.length;
    };
    expect(["GET /zh/contact/", "POST /zh/contact/", "GET /staff/inbox/"].map(looks)).toEqual([1, 1, 1]);
    expect(["GET /en/sent/M-1/", "GET /en/x/", "LOCK /zh/contact/"].map(looks)).toEqual([2, 2, 2]);
    search.mockRestore();
  });

  it("are put into the trie only when somebody looks", () => {
    const put = vi.spyOn(TrieRouter.prototype, "add");
    const ours = new FixedRoutes<string>();
    ours.add("GET", "/staff/inbox/", "inbox");
    expect(put).not.toHaveBeenCalled();
    ours.match("GET", "/staff/inbox/");
    ours.match("GET", "/staff/inbox/");
    expect(put).toHaveBeenCalledOnce();
    put.mockRestore();
  });

  it("find what was added after a look", () => {
    const { ours, theirs } = bothWays();
    ours.match("GET", "/en/contact/");
    for (const router of [ours, theirs]) router.add("GET", "/en/contact/", "late");
    expect(ours.match("GET", "/en/contact/")).toEqual(theirs.match("GET", "/en/contact/"));
  });
});
