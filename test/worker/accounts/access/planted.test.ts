import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { sessionCookie } from "../../../../worker/accounts/engine/signed-in.ts";
import { makeClient } from "../../client.ts";
import { ask, cookiesOf, fillIn, lastShown, makeSignedIn } from "../../site.ts";

const password = "seven dried apricots";

describe("a session cookie that somebody planted", () => {
  it("opens nothing of who signs in with it, invented or the stranger's own", async () => {
    await makeClient(env, "victim@example.org", password);
    const stranger = await makeSignedIn("stranger@example.org", password);
    for (const planted of [`${sessionCookie}=invented.signature`, stranger.cookie]) {
      const answer = await fillIn(
        "sign-in",
        "/en/sign-in/",
        { email: "victim@example.org", password },
        planted,
      );
      expect(answer.headers.get("location")).toBe("/en/account/");
      await ask("/en/account/", { cookie: cookiesOf(answer) });
      expect(lastShown()).toContain("victim@example.org");
      const opened = await ask("/en/account/", { cookie: planted });
      expect(opened.status).toBe(planted === stranger.cookie ? 200 : 303);
      expect(lastShown()).not.toContain("victim@example.org");
    }
  });

  it.each([
    ["very long", `${sessionCookie}=${"x".repeat(16_000)}.y`],
    ["empty", `${sessionCookie}=`],
    ["no token but a signature", `${sessionCookie}=.signature`],
    ["bytes that are no text", `${sessionCookie}=%ff%fe.%00`],
    ["of another prefix", "session=x.y; __Secure-session=x.y"],
  ])("is nobody's where it is %s", async (_, cookie) => {
    expect((await ask("/en/account/", { cookie })).status).toBe(303);
    expect((await ask("/en/sign-out/", { cookie, fields: {} })).status).toBe(303);
  });
});
