/** The part of node:crypto that workerd has and we use. The Worker sees no other Node types. */
declare module "node:crypto" {
  export function randomBytes(size: number): Uint8Array<ArrayBuffer>;
  export function createHash(algorithm: "sha256"): {
    update(bytes: Uint8Array): void;
    digest(): Uint8Array<ArrayBuffer>;
  };
  export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean;
  export function scrypt(
    password: string,
    salt: Uint8Array,
    keyLength: number,
    options: { N: number; r: number; p: number; maxmem: number },
    callback: (error: Error | null, key: Uint8Array<ArrayBuffer>) => void,
  ): void;
}

/** Likewise of node:async_hooks. */
declare module "node:async_hooks" {
  export class AsyncLocalStorage<Store> {
    getStore(): Store | undefined;
    run<Result>(store: Store, act: () => Result): Result;
  }
}
