import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { hashCostIn, hashPassword, verifyPassword } from "../../../../worker/accounts/engine/hashing.ts";
import { registration } from "../../../fixtures/answers.ts";
import { settled } from "../../../workerd/afterwards.ts";
import { fillIn } from "../../site.ts";

describe("a password", () => {
  it("is hashed as dearly as OWASP asks, unless a test of ours says otherwise", async () => {
    const hash = await hashPassword("seven dried apricots", hashCostIn({}));
    expect(hash).toMatch(/^scrypt\$32768\$8\$3\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword(hash, "seven dried apricots")).toBe(true);
    expect(await verifyPassword(hash, "six dried apricots")).toBe(false);
  });

  it("costs the same to whoever registers with it", async () => {
    const deployed = { SCRYPT_N: String(hashCostIn({}).N) };
    await fillIn("register", "/en/register/", registration, "", deployed);
    await settled();
    const row = await env.DB.prepare("select password from credentials").first<{ password: string }>();
    expect(row?.password).toMatch(/^scrypt\$32768\$8\$3\$/);
  });

  it("is checked at the cost it was hashed with", async () => {
    const hash = await hashPassword("seven dried apricots", hashCostIn({ SCRYPT_N: "4" }));
    expect(hash).toMatch(/^scrypt\$4\$8\$3\$/);
    expect(await verifyPassword(hash, "seven dried apricots")).toBe(true);
  });
});
