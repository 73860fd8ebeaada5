// The types of D1 that the Worker's stores name, for the commands that use a store in Node.
type D1Database = import("@cloudflare/workers-types").D1Database;
type D1PreparedStatement = import("@cloudflare/workers-types").D1PreparedStatement;
