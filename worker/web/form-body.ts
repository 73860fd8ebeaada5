/**
 * Reads an `application/x-www-form-urlencoded` body strictly.
 * @returns undefined when it is not UTF-8, contains NUL or names a field twice; no browser sends that
 */
export function decodeForm(body: Uint8Array): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
    for (const pair of text.split("&").filter(Boolean)) {
      const [name = "", ...rest] = pair
        .split("=")
        .map((part) => decodeURIComponent(part.replaceAll("+", " ")));
      const value = rest.join("=").replace(/\r\n?/g, "\n");
      if (fields.has(name) || `${name}${value}`.includes("\0")) return undefined;
      fields.set(name, value);
    }
  } catch {
    // Invalid UTF-8 throws, in bytes as in escapes, and the caller answers 400.
    return undefined;
  }
  return fields;
}
