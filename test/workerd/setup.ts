import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach } from "vitest";

// Each test starts with the real tables and nobody else's rows.
beforeEach(() => applyD1Migrations(env.DB, env.MIGRATIONS));
afterEach(() => reset());
