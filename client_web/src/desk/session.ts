/** Who is signed in, and what they may do. */
import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { DeskClient } from "./client";
import type { Account, Duty } from "./records";

export class StaffSession {
  readonly #account = signal<Account | null>(null);
  readonly #stage = signal<"looking" | "out" | "in" | "lost">("looking");

  constructor(private readonly client: DeskClient) {
    client.onSessionLost = () => {
      if (this.#stage.peek() === "in") this.#stage.value = "lost";
    };
  }

  readonly account: ReadonlySignal<Account | null> = this.#account;
  /** `lost`: it ended while somebody worked; what they typed stays, and they sign in over it. */
  readonly stage: ReadonlySignal<"looking" | "out" | "in" | "lost"> = this.#stage;

  async look(): Promise<void> {
    try {
      this.#account.value = await this.client.who();
      this.#stage.value = "in";
    } catch {
      this.#stage.value = "out";
    }
  }

  /** Rejects as the server refuses. */
  async signIn(name: string, password: string, code: string): Promise<void> {
    this.#account.value = await this.client.signIn(name, password, code.replaceAll(/\s/g, ""));
    this.#stage.value = "in";
  }

  /** Also when the server does not answer: whoever leaves the desk must see that they left. */
  async signOut(): Promise<void> {
    this.#stage.value = "out";
    await this.client.signOut().finally(() => {
      this.#account.value = null;
    });
  }

  may(duty: Duty): boolean {
    return this.#account.value?.duties.includes(duty) ?? false;
  }
}
