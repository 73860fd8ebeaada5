import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { settled } from "../../../workerd/afterwards.ts";
import { makeClient } from "../../client.ts";
import { fillIn } from "../../site.ts";

it("warns an account's owner of a new device in the language of the account", async () => {
  const [email, password] = ["russian@example.org", "seven dried apricots"];
  const id = await makeClient(env, email, password);
  await env.DB.prepare("update users set language = 'ru' where id = ?1").bind(id).run();
  expect((await fillIn("sign-in", "/en/sign-in/", { email, password })).status).toBe(303);
  await settled();
  const mail = await env.DB.prepare("select subject from outbox").first();
  expect(mail?.subject).toBe("Вход в вашу учётную запись с нового устройства");
});
