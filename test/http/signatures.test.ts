import { createHash, createPublicKey, verify } from "node:crypto";
import { describe, expect, it } from "vitest";
import { verifyReceipt } from "../../local/log/receipt.ts";
import type { StoredMail } from "../../local/mailbox.ts";
import { qrPicture } from "../../worker/web/qr-code.ts";
import { registration } from "../fixtures/answers.ts";
import { firstVersion } from "../fixtures/content.ts";
import { clientOf } from "./accounts.ts";
import { eventually, ownSite, rowsOf } from "./site.ts";
import { mailsTo, Visitor } from "./visitor.ts";

const site = ownSite();
const { password } = registration;
const order = {
  goods: "Dried apricots",
  quantity: "20 boxes",
  delivery: "Urumqi, in May",
  name: "Li Wei",
  company: "",
  address: "2 Example Road",
  phone: "",
  age: "of-age",
  consent: "yes",
};

const receiptMail = (email: string) =>
  eventually(async () =>
    mailsTo(site.server.mailbox, email).find(({ subject }) => subject.includes("Receipt")),
  );
/** The kinds of data on the record of a form's consent. */
const agreedData = async (form: string): Promise<unknown> => {
  const record = (await rowsOf(site.server, "consents")).find(({ method }) => method === form);
  return JSON.parse(String(record?.data_categories));
};
/** The signed line of the receipt that came with a mail; the mail itself holds a short link only. */
const lineIn = ({ text, attachments = [] }: StoredMail): string => {
  expect(text).not.toMatch(/eyJ|\S{200}/);
  expect(attachments.map(({ filename }) => filename)).toEqual([
    expect.stringMatching(/^receipt-S-.+\.json$/),
  ]);
  return (JSON.parse(attachments[0]?.content ?? "{}") as { jws: string }).jws;
};
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("what is signed with the account's password", () => {
  it("signs the policy with the password, and mails a receipt", async () => {
    const email = "signs@example.org";
    const owner = await clientOf(site.server, email);
    const refused = await owner.fillIn("/en/account/consents/accept/", {
      consent: "yes",
      password: "not it at all",
    });
    expect(refused.status).toBe(422);
    const signed = await owner.fillIn("/en/account/consents/accept/", { consent: "yes", password });
    expect(signed.headers.get("location")).toBe("/en/account/consents/?done=signed");
    const mail = await receiptMail(email);
    const [, payload = ""] = lineIn(mail).split(".");
    const [row] = await rowsOf(site.server, "signatures");
    expect(JSON.parse(Buffer.from(payload, "base64url").toString())).toMatchObject({
      sub: row?.id,
      purpose: "policy",
      document: firstVersion.date,
      documentSha256: row?.policy_hash,
    });
    expect(await agreedData("accept-policy")).toEqual([
      "pd:Name",
      "pd:TelephoneNumber",
      "pd:PhysicalAddress",
      "pd:EmailAddress",
    ]);
  });

  it("is an order only with the password, and its receipt proves every word, with or without this site", async () => {
    const email = "orders@example.org";
    const owner = await clientOf(site.server, email);
    await site.server.runCron();
    const refused = await owner.fillIn("/en/account/order/", { ...order, password: "not it at all" });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain("Dried apricots");
    expect(await rowsOf(site.server, "orders")).toEqual([]);
    const placed = await owner.fillIn("/en/account/order/", { ...order, password });
    expect(placed.headers.get("location")).toBe("/en/account/orders/?done=ordered");
    expect(await (await owner.open("/en/account/orders/")).text()).toContain("Dried apricots");

    const mail = await receiptMail(email);
    const { text } = mail;
    const [header = "", payload = "", signature = ""] = lineIn(mail).split(".");
    const { keys } = await (await fetch(`${site.url}/.well-known/receipt-keys.json`)).json();
    const key = createPublicKey({ key: keys[0], format: "jwk" });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify(null, signed, key, Buffer.from(signature, "base64url"))).toBe(true);
    const receipt = JSON.parse(Buffer.from(payload, "base64url").toString());
    const quoted = [...text.matchAll(/^> (.*)$/gm)].map(([, line]) => line).join("\n");
    expect(receipt.documentSha256).toBe(sha256(quoted));
    expect(quoted).toContain("goods: Dried apricots");
    expect(await agreedData("order")).toEqual(expect.arrayContaining(["pd:EmailAddress", "pd:Purchase"]));

    const checked = await new Visitor(site.url).send("/en/receipt/", { receipt: lineIn(mail) });
    expect(checked.status).toBe(200);
    const page = await checked.text();
    expect(page).toContain("This receipt is genuine");
    expect(page).toContain(receipt.document);
    const forged = `${header}.${Buffer.from(JSON.stringify({ ...receipt, document: "B-1" })).toString("base64url")}.${signature}`;
    expect((await new Visitor(site.url).send("/en/receipt/", { receipt: forged })).status).toBe(422);

    const own = await owner.open(`/en/account/receipts/${receipt.sub}/`);
    expect(await own.text()).toContain("goods: Dried apricots");
    const file = await (await owner.open(`/en/account/receipts/${receipt.sub}/file/`)).json();
    expect(file.jws).toBe(lineIn(mail));
    expect(file.text).toBe(quoted);
    for (const kept of [JSON.stringify(file), mail.attachments?.[0]?.content ?? ""])
      expect((await verifyReceipt(kept, { code: file.code })).receipt.text).toBe(quoted);
    const code = await (await owner.open(`/en/account/receipts/${receipt.sub}/code/`)).text();
    expect(code).toBe(qrPicture(`${site.url}/en/account/receipts/${receipt.sub}/#sha256-${file.sha256}`));
    const stranger = await clientOf(site.server, "stranger@example.org");
    for (const path of ["", "file/", "code/"])
      expect((await stranger.open(`/en/account/receipts/${receipt.sub}/${path}`)).status).toBe(404);
  });

  it("is no order of a child, nor of anybody who is not of age", async () => {
    const owner = await clientOf(site.server, "minor@example.org");
    const before = await rowsOf(site.server, "orders");
    const child = await owner.fillIn("/en/account/order/", { ...order, age: "too-young", password });
    expect(child.status).toBe(422);
    expect(await child.text()).toContain("We can’t take this from you");
    const alone = await owner.fillIn("/en/account/order/", { ...order, age: "with-guardian", password });
    expect(await alone.text()).toContain("Only people who are of age can sign an order");
    expect(await rowsOf(site.server, "orders")).toEqual(before);
  });
});

describe("what somebody agreed to", () => {
  it("is shown with the words of the box, the text as it was and a receipt that can be checked", async () => {
    const owner = await clientOf(site.server, "agreed@example.org");
    const page = await (await owner.open("/en/account/consents/")).text();
    expect(page).toContain("I agree that you keep an account for me with what I entered here");
    expect(page).toContain(`href="/en/policy/${firstVersion.date}/"`);
    const path = /\/en\/account\/receipts\/U-[^/]+\//.exec(page)?.[0] ?? "";
    const file = await (await owner.open(`${path}file/`)).json();
    const checked = await new Visitor(site.url).send("/en/receipt/", { receipt: JSON.stringify(file) });
    expect(await checked.text()).toContain("This receipt is genuine");
  });

  it("is taken back, with word to those who handle it, and given again", async () => {
    const owner = await clientOf(site.server, "again@example.org");
    await owner.fillIn("/en/account/order/", { ...order, password });
    const page = await (await owner.open("/en/account/consents/")).text();
    const consent = /name="consent" value="(B-[^"]+)"/.exec(page)?.[1] ?? "";
    await owner.send("/en/account/consents/withdraw/", { consent });
    expect(await (await owner.open("/en/account/consents/")).text()).toContain("Agree again");
    await eventually(async () =>
      site.server.mails().find(({ subject }) => subject === `Consent withdrawn: ${consent.split("/")[0]}`),
    );
    const unticked = await owner.fillIn("/en/account/newsletter/", {});
    expect(unticked.status).toBe(422);
    const given = await owner.fillIn("/en/account/newsletter/", { newsletter: "yes" });
    expect(given.headers.get("location")).toBe("/en/account/newsletter/?done=subscribed");
    expect(await (await owner.open("/en/account/newsletter/")).text()).toContain("You get the newsletter.");
    await owner.send("/en/account/newsletter/stop/", {});
    expect(await (await owner.open("/en/account/newsletter/")).text()).toContain(
      "You do not get the newsletter.",
    );
  });
});
