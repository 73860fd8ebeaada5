import { describe, expect, it } from "vitest";
import { SealBroken } from "../../../worker/vault/schema.ts";
import { blindIndex, emailIndex, keyIdOf, openKeyRing, seal, unseal } from "../../../worker/vault/sealing.ts";
import { keys } from "../../fixtures/vault.ts";

const place = { table: "contact_messages", column: "sealed_name", row: "M-1" };
const ring = await openKeyRing(`${keys.one} ${keys.index}`);
const rotated = await openKeyRing(`${keys.two} ${keys.one} ${keys.index}`);

describe("what a person wrote, sealed", () => {
  it("opens as it was written, whatever the script", async () => {
    for (const text of ["Li Wei", "", "谢谢\n\u202Eabc", "\uFEFFx", "👩‍👩‍👧", "a".repeat(20_000)]) {
      const sealed = await seal(ring, place, text);
      expect(await unseal(ring, place, sealed)).toBe(text);
      expect(sealed).toMatch(/^v1\.one\.[\w-]{16}\.[\w-]+$/);
    }
  });

  it("is different each time, so that equal answers cannot be seen", async () => {
    const sealed = await Promise.all(Array.from({ length: 50 }, () => seal(ring, place, "Li Wei")));
    expect(new Set(sealed).size).toBe(50);
  });

  it("does not open for another person, field or table", async () => {
    const sealed = await seal(ring, place, "Li Wei");
    for (const other of [{ row: "M-2" }, { column: "sealed_email" }, { table: "orders" }]) {
      await expect(unseal(ring, { ...place, ...other }, sealed)).rejects.toThrow(SealBroken);
    }
    const shifted = { table: "a", column: "b.c", row: "d" };
    const foreign = await seal(ring, shifted, "x");
    await expect(unseal(ring, { table: "a.b", column: "c", row: "d" }, foreign)).rejects.toThrow(SealBroken);
  });

  it("does not open when any one character was changed", async () => {
    const sealed = await seal(ring, place, "Li Wei!");
    for (const [index, char] of sealed.split("").entries()) {
      const changed = sealed.slice(0, index) + (char === "B" ? "C" : "B") + sealed.slice(index + 1);
      await expect(unseal(ring, place, changed)).rejects.toThrow(SealBroken);
    }
  });

  it("does not open when it is cut, lengthened, or was never sealed", async () => {
    const sealed = await seal(ring, place, "Li Wei");
    for (const text of ["", "Li Wei", sealed.slice(0, -1), `${sealed}A`, ` ${sealed}`, `${sealed}\n`]) {
      await expect(unseal(ring, place, text)).rejects.toThrow(SealBroken);
    }
  });

  it("opens after a new key took over, and not once its own key is gone", async () => {
    const sealed = await seal(ring, place, "Li Wei");
    expect(await unseal(rotated, place, sealed)).toBe("Li Wei");
    const dropped = await openKeyRing(`${keys.two} ${keys.index}`);
    await expect(unseal(dropped, place, sealed)).rejects.toThrow('the key "one", which is not in VAULT_KEYS');
    expect(keyIdOf(await seal(rotated, place, "Li Wei"))).toBe("two");
    expect(keyIdOf("Li Wei")).toBeUndefined();
  });
});

describe("a blind index", () => {
  it("finds the same address after a new key, in any case, and differs for other purposes and sites", async () => {
    const index = await emailIndex(ring, "Li.Wei@example.org");
    expect(await emailIndex(rotated, " li.wei@EXAMPLE.org")).toBe(index);
    expect(await emailIndex(ring, "li.we1@example.org")).not.toBe(index);
    expect(await blindIndex(ring, "phone", "li.wei@example.org")).not.toBe(index);
    const elsewhere = await openKeyRing(`${keys.one} ${keys.otherIndex}`);
    expect(await emailIndex(elsewhere, "li.wei@example.org")).not.toBe(index);
  });
});

describe("a key ring that is malformed", () => {
  it.each([
    ["", 'no entry "index"'],
    [keys.index, "no key to seal with"],
    [keys.one, 'no entry "index"'],
    [`${keys.one} ${keys.one} ${keys.index}`, 'the key "one" twice'],
    [`one ${keys.index}`, 'entry 1 is not "id:key"'],
    [`${keys.one} Ünd:abc ${keys.index}`, 'entry 2 is not "id:key"'],
    [`one:short ${keys.index}`, 'the key "one" is not 32 bytes'],
    [`one:${"!".repeat(43)} ${keys.index}`, 'the key "one" is not 32 bytes'],
  ])("is refused with its reason: %s", async (secret, reason) => {
    await expect(openKeyRing(secret)).rejects.toThrow(reason);
  });

  it("is refused without telling the key", async () => {
    const nearly = keys.one.slice(0, -1);
    await expect(openKeyRing(`${nearly} ${keys.index}`)).rejects.toThrow(/^(?!.*AQEBAQ)/);
  });
});
