/**
 * Nothing from elsewhere, no script; forms go to this site only.
 * @param sheets hashes of the style sheets that the page itself contains. No other inline style is let in
 */
export function contentSecurityPolicy(sheets: readonly string[] = []): string {
  return [
    "default-src 'none'",
    ["style-src 'self'", ...sheets.map((hash) => `'${hash}'`)].join(" "),
    "font-src 'self'",
    "img-src 'self'",
    // No script runs that could connect, but audit tools that load the page still fetch robots.txt.
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Headers of every answer. Files that bypass the Worker get theirs from `_headers`. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy(),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "browsing-topics=(), camera=(), geolocation=(), microphone=()",
  // Forms need their own origin named, so the referrer is sent within the site rather than never.
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};
