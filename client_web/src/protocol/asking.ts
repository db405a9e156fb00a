/** A request over HTTP and its answer, or the `RequestError` that says why there is none. */
import { RequestError } from "./session";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

/** Rejects with a `RequestError`: the server's refusal, or `offline`. */
export async function answered(fetcher: Fetch, path: string, init: RequestInit = {}): Promise<Response> {
  const response = await reached(fetcher, path, init);
  if (!response.ok) throw refusalOf(await response.json().catch(() => null));
  return response;
}

/** The answer, whatever it is.  Rejects with `offline`. */
export async function reached(fetcher: Fetch, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetcher(path, init);
  } catch {
    throw new RequestError("offline");
  }
}

/** As JSON; null where there is none.  Rejects as `answered` does. */
export async function asked<T>(fetcher: Fetch, path: string, init: RequestInit = {}): Promise<T> {
  return (await (await answered(fetcher, path, init)).json().catch(() => null)) as T;
}

/** What the body of a refusal says. */
export function refusalOf(body: unknown): RequestError {
  const refusal = body as { code?: string; detail?: Record<string, string> } | null;
  return new RequestError((refusal?.code ?? "offline") as RequestError["code"], refusal?.detail ?? {});
}
