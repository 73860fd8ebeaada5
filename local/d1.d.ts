// The D1 types that the Worker's SQL files name, for commands that use them in Node.
type D1Database = import("@cloudflare/workers-types").D1Database;
type D1PreparedStatement = import("@cloudflare/workers-types").D1PreparedStatement;
type D1Result<Row = unknown> = import("@cloudflare/workers-types").D1Result<Row>;
