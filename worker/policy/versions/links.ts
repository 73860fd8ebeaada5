import type { Language } from "../../web/organization.ts";
import { isStanding, predecessorOf, successorOf, versionInForce } from "./history.ts";
import type { PublishedVersion } from "./version.ts";

/** Which form of a version an address names: its page, or a download. */
export type VersionFile = "" | "policy.md" | "policy.txt" | "policy.pdf";

/**
 * The `Link` header of a version: its neighbours, the one in force, the list of all (RFC 5829), and its other forms.
 * @param versions the lock's versions, in the order in which they take effect
 */
export function linksOf(
  versions: readonly PublishedVersion[],
  version: PublishedVersion,
  language: Language,
  file: VersionFile,
  at: Date,
): string {
  const translated = versions.filter((one) => one.languages[language] && isStanding(one));
  const address = (other: PublishedVersion, form: VersionFile) => `/${language}/policy/${other.date}/${form}`;
  const inForce = versionInForce(translated, at);
  const latest = inForce && (file === "" ? `/${language}/policy/` : address(inForce, file));
  const predecessor = predecessorOf(translated, version);
  const successor = successorOf(translated, version);
  const forms = [
    ["", "text/html"],
    ["policy.md", "text/markdown"],
    ["policy.txt", "text/plain"],
    ...(version.languages[language]?.pdf ? ([["policy.pdf", "application/pdf"]] as const) : []),
  ] as const;
  return [
    latest && link(latest, "latest-version"),
    predecessor && link(address(predecessor, file), "predecessor-version"),
    successor && link(address(successor, file), "successor-version"),
    link(`/${language}/policy/versions/`, "version-history"),
    ...forms.flatMap(([form, type]) =>
      form === file ? [] : [link(address(version, form), "alternate", type)],
    ),
  ]
    .filter((value) => value !== undefined)
    .join(", ");
}

function link(address: string, relation: string, type?: string): string {
  return `<${address}>; rel="${relation}"${type ? `; type="${type}"` : ""}`;
}
