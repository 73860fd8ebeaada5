import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { answers, registration } from "../fixtures/answers.ts";
import { clientOf, linkTo } from "./accounts.ts";
import { allMail, fillIn, mailTo, ownSite, send } from "./site.ts";

const site = ownSite();
const { password } = registration;

/** Every file of the state but its secrets. */
function storedBytes(): Buffer {
  const files = readdirSync(site.state, { recursive: true })
    .map((file) => join(site.state, String(file)))
    .filter((file) => statSync(file).isFile() && !file.endsWith("secrets.json"));
  return Buffer.concat(files.map((file) => readFileSync(file)));
}

/** A secret as it is, and as the bytes that it stands for: those of an app are in base 32. */
function formsOf(secret: string): (string | Buffer)[] {
  const plain = secret.replaceAll("-", "");
  return [
    secret,
    plain,
    bytesOfBase32(plain),
    Buffer.from(secret).toString("base64").slice(0, -4),
    Buffer.from(secret).toString("hex"),
  ];
}

test("the state folder holds nothing that opens an account, a link or a second step", async () => {
  const email = "tatiana@example.org";
  const person = await clientOf(site.server, email);
  const shown = await (await person.fillIn("/en/account/security/two-factor/", { password })).text();
  const codes = shown.match(/[A-Za-z0-9]{5}-[A-Za-z0-9]{5}(?=<)/g) ?? [];
  const secrets = new Map<string, string>([
    ["the password", password],
    ["the app's secret", /secret=([A-Z2-7]+)/.exec(shown)?.[1] ?? ""],
    ...codes.map((code, place) => [`recovery code ${place}`, code] as const),
  ]);
  // The token of a session stands before its signature.
  for (const [name, value] of person.cookies)
    secrets.set(
      `the cookie ${name}`,
      decodeURIComponent(value)
        .split(".", name.endsWith("session") ? 1 : 9)
        .join("."),
    );
  await fillIn(`${site.url}/en/forgot-password/`, { email });
  await person.fillIn("/en/account/security/email/", { email: "new@example.org", password });
  await fillIn(`${site.url}/en/newsletter/`, { ...answers.newsletter, email: "reader@example.org" });
  const confirm = await linkTo(site.server, "reader@example.org", "confirm");
  expect((await send(site.url + confirm, {})).status).toBe(200);
  await mailTo(site.server, "reader@example.org", "/unsubscribe/");
  await fillIn(`${site.url}/en/contact/`, {
    ...answers.contact,
    age: "with-guardian",
    guardian: "parent@example.org",
  });
  await fillIn(`${site.url}/en/register/`, { ...registration, email: "half@example.org" });
  await linkTo(site.server, "half@example.org", "verify");
  await linkTo(site.server, "parent@example.org", "guardian");
  const kinds = new Set<string>();
  for (const { text } of await allMail(site.server))
    for (const [, kind = "", token = ""] of text.matchAll(/\/en\/([a-z-]+(?:\/[a-z-]+)*)\/([\w-]{20,})\//g)) {
      kinds.add(kind);
      secrets.set(`a link to ${kind}`, token);
    }
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(["confirm", "guardian", "reset", "unsubscribe", "verify"]),
  );
  expect(codes).toHaveLength(10);

  const bytes = storedBytes();
  expect(bytes.includes("two_factors")).toBe(true);
  for (const [name, secret] of secrets) {
    expect(secret.length, name).toBeGreaterThan(7);
    for (const form of formsOf(secret)) expect(bytes.includes(form), name).toBe(false);
  }
});

function bytesOfBase32(text: string): Buffer {
  const bits = Array.from(text.toUpperCase(), (char) =>
    Math.max(0, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(char)).toString(2).padStart(5, "0"),
  ).join("");
  return Buffer.from(bits.match(/.{8}/g)?.map((byte) => Number.parseInt(byte, 2)) ?? []);
}
