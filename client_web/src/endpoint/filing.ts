/** Statements handed in before they are spoken: sent, read, replaced, taken back; recordings played. */
import { signal } from "@preact/signals-core";
import type { StatementView } from "../protocol/messages";
import type { FilingForm, Resources } from "../protocol/resources";
import { RequestError } from "../protocol/session";
import type { StatementsState } from "../state/statements";

/** A file on its way. */
export interface Sending {
  readonly key: number;
  readonly fileName: string;
  /** Share sent, 0 to 1. */
  readonly share: number;
  /** Why it was refused. */
  readonly code: string | null;
}

export type Cabinet = Pick<Resources, "statements" | "statementFile" | "fileStatement" | "withdrawStatement">;

export class Filing {
  readonly sending = signal<readonly Sending[]>([]);
  #next = 1;

  constructor(
    private readonly state: StatementsState,
    private readonly cabinet: Cabinet,
    private readonly meeting: string,
    private readonly token: string,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** What cannot be read now is read with the next join. */
  async refresh(): Promise<void> {
    const files = await this.cabinet.statements(this.meeting, this.token).catch(() => null);
    if (files) this.state.loaded(files);
  }

  /** Whether the server took it. */
  async send(kind: StatementView["kind"], form: FilingForm, file: Blob): Promise<boolean> {
    const key = this.#next++;
    this.sending.value = [...this.sending.value, { key, fileName: form.fileName, share: 0, code: null }];
    const progress = (share: number) => this.#change(key, { share });
    try {
      this.state.put(await this.cabinet.fileStatement(this.meeting, this.token, kind, form, file, progress));
      this.dismiss(key);
      return true;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.#change(key, { code: error.code });
      return false;
    }
  }

  dismiss(key: number): void {
    this.sending.value = this.sending.value.filter((one) => one.key !== key);
  }

  async read({ statementId, language }: StatementView): Promise<Blob | null> {
    try {
      return await this.cabinet.statementFile(this.meeting, this.token, statementId, language);
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  async withdraw(file: StatementView): Promise<void> {
    try {
      await this.cabinet.withdrawStatement(this.meeting, this.token, file.statementId, file.language);
      this.state.gone(file);
    } catch (error) {
      this.failed(error);
    }
  }

  #change(key: number, fields: Partial<Sending>): void {
    this.sending.value = this.sending.value.map((one) => (one.key === key ? { ...one, ...fields } : one));
  }
}
