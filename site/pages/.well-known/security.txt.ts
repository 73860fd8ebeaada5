import type { APIRoute } from "astro";
import organization from "../../../content/organization.yaml";
import { addressOf } from "../../feed.ts";

/** Where to report a vulnerability (RFC 9116). */
export const GET: APIRoute = () => {
  const [language] = organization.languages;
  return new Response(
    [
      `Contact: mailto:${organization.email}`,
      `Contact: ${addressOf(`/${language}/contact/`)}`,
      `Expires: ${organization.securityTxtExpires}T00:00:00Z`,
      `Preferred-Languages: ${organization.languages.join(", ")}`,
      `Canonical: ${addressOf("/.well-known/security.txt")}`,
      "",
    ].join("\n"),
  );
};
