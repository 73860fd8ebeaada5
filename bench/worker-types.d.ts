/** What the stores of the Worker take; Miniflare lends the bench one. */
type D1Database = import("@cloudflare/workers-types/index.ts").D1Database;
type D1PreparedStatement = import("@cloudflare/workers-types/index.ts").D1PreparedStatement;
type D1Result = import("@cloudflare/workers-types/index.ts").D1Result;
