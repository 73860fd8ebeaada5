import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "./app.ts";
import { patient } from "./database.ts";
import { reach } from "./reach.ts";

/** Gives every route bindings that answer in time or fail as `Unreachable`. */
export const patiently: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.env = patientBindings(c.env);
  return next();
};

/**
 * The same bindings, whose every call throws `Unreachable` when it fails or does not answer in time: the database,
 * mail, files of the site, and the Durable Objects. Requests and jobs get theirs here and nowhere else.
 */
export function patientBindings(env: Env): Env {
  const { ASSETS, MAIL } = env;
  return {
    ...env,
    DB: patient(env.DB),
    ASSETS: {
      fetch: (...asked: Parameters<Fetcher["fetch"]>) => reach("files: reading one", ASSETS.fetch(...asked)),
    } as Fetcher,
    MAIL: { send: (message: EmailMessage) => reach("mail: sending", MAIL.send(message)) } as SendEmail,
    VISITS: patientNamespace("visits", env.VISITS),
    ERASURES: patientNamespace("erasures", env.ERASURES),
    LIMITS: patientNamespace("limits", env.LIMITS),
    HEADS: patientNamespace("heads", env.HEADS),
    SENT: patientNamespace("sent mail", env.SENT),
    LOG_COPY: patientNamespace("log", env.LOG_COPY),
  };
}

function patientNamespace<Kind extends Rpc.DurableObjectBranded | undefined>(
  name: string,
  namespace: DurableObjectNamespace<Kind>,
): DurableObjectNamespace<Kind> {
  return new Proxy(namespace, {
    get(target, key) {
      if (key === "getByName") return (of: string) => patientStub(name, target.getByName(of));
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

function patientStub<Stub extends object>(name: string, stub: Stub): Stub {
  return new Proxy(stub, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key);
      if (typeof key !== "string" || typeof value !== "function") return value;
      const call = value as (...options: unknown[]) => Promise<unknown>;
      return (...options: unknown[]) => reach(`${name}: ${key}`, Reflect.apply(call, target, options));
    },
  });
}
