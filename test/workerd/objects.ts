import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { type DurableObject, env } from "cloudflare:workers";

type Binding = "ERASURES" | "HEADS" | "LIMITS" | "LOG_COPY" | "SENT" | "VISITS";

type ObjectClass = new (ctx: DurableObjectState, env: Env) => DurableObject<Env>;

/** The objects that were made since they were last emptied, by id: no other keeps anything. */
const made = new Map<string, Binding>();

/** What the last alarm of an object does. */
const ringing = new WeakMap<object, void | Promise<void>>();

/** A class whose objects are known from the moment that they are made. */
export function known<Class extends ObjectClass>(binding: Binding, Real: Class): Class {
  class Known extends (Real as ObjectClass) {
    constructor(ctx: DurableObjectState, own: Env) {
      super(ctx, own);
      made.set(ctx.id.toString(), binding);
    }
  }
  class Ringing extends Known {
    override alarm(info?: AlarmInvocationInfo): void | Promise<void> {
      const work = super.alarm?.(info);
      ringing.set(this, work);
      return work;
    }
  }
  // One that has no alarm must not be able to set one.
  return ("alarm" in Known.prototype ? Ringing : Known) as unknown as Class;
}

/** Ends what every object keeps: its storage, its alarm and its memory. */
export async function emptyObjects(): Promise<void> {
  for (const [id, binding] of made) {
    const namespace = env[binding] as DurableObjectNamespace;
    const stub = namespace.get(namespace.idFromString(id));
    await runInDurableObject(stub, async (object, { storage }) => {
      await storage.deleteAlarm();
      // An alarm that rings already would write after this, and might set the next.
      await ringing.get(object);
      await storage.deleteAlarm();
      await storage.deleteAll();
    });
    await evictDurableObject(stub);
  }
  made.clear();
}
