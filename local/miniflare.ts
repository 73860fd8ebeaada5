const { NODE_EXTRA_CA_CERTS } = process.env;
// Miniflare would hand the certificates of this file to workerd with every start, and copy the whole Worker for each. A
// local site calls nobody who would show one.
delete process.env.NODE_EXTRA_CA_CERTS;

/** Miniflare, as everything here loads it. */
export const { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response } = await import("miniflare");

if (NODE_EXTRA_CA_CERTS !== undefined) Object.assign(process.env, { NODE_EXTRA_CA_CERTS });
