import type { APIRoute } from "astro";
import { policyInForce } from "../../../worker/policy/versions/in-force.ts";
import { provided } from "../../shown.ts";

export const prerender = false;

/** Whether Global Privacy Control is honoured, as the version in force promises, and since when that version is. */
export const GET: APIRoute = () => {
  const { commitments, date } = provided(policyInForce);
  return Response.json({ gpc: commitments.signals.includes("gpc"), lastUpdate: date });
};
