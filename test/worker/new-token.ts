import { env } from "cloudflare:workers";
import { newToken } from "../../worker/vault/locking.ts";
import { hashOf } from "../../worker/web/sha256.ts";

/** A token that uses the link of a submission. Only its mail has the first one, so this takes its place. */
export async function tokenOfLink(reference: string): Promise<string> {
  const token = newToken();
  await env.DB.prepare("update links set token_hash = ?2 where subject = ?1 and used_at is null")
    .bind(reference, await hashOf(token))
    .run();
  return token;
}
