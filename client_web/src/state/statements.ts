/** Statements handed in: the files one may read, grouped by statement. */
import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ServerMessage, StatementView } from "../protocol/messages";

/** Texts of one statement, one file a language; or its recording. */
export interface Statement {
  readonly id: string;
  readonly kind: StatementView["kind"];
  readonly person: string | null;
  readonly name: string;
  readonly delegation: string;
  readonly delivered: boolean;
  /** Of the first file, Unix seconds. */
  readonly filedAt: number;
  readonly files: readonly StatementView[];
}

const keyOf = ({ statementId, language }: { readonly statementId: string; readonly language: string }) =>
  `${statementId} ${language}`;

export class StatementsState {
  readonly #files = signal<ReadonlyMap<string, StatementView>>(new Map());
  /** The one open in the panel. */
  readonly reading = signal<StatementView | null>(null);

  /** In the order they were handed in. */
  readonly all: ReadonlySignal<readonly Statement[]> = computed(() => {
    const found = new Map<string, StatementView[]>();
    for (const file of this.#files.value.values()) {
      const files = found.get(file.statementId) ?? [];
      files.push(file);
      found.set(file.statementId, files);
    }
    return [...found.values()].map(grouped).sort((a, b) => a.filedAt - b.filedAt);
  });

  /** Not yet delivered ones of a person, by their texts. */
  waitingOf(person: string): readonly Statement[] {
    return this.all.value.filter((one) => one.person === person && one.kind === "text" && !one.delivered);
  }

  loaded(files: readonly StatementView[]): void {
    this.#files.value = new Map(files.map((file) => [keyOf(file), file]));
  }

  put(file: StatementView): void {
    this.#files.value = new Map([...this.#files.value, [keyOf(file), file]]);
  }

  gone(key: { readonly statementId: string; readonly language: string }): void {
    const files = new Map(this.#files.value);
    files.delete(keyOf(key));
    this.#files.value = files;
  }

  apply(message: ServerMessage): void {
    if (message.type !== "statements" && message.type !== "delivered") return;
    const files = new Map(this.#files.value);
    for (const key of message.gone) files.delete(keyOf(key));
    for (const file of message.put) files.set(keyOf(file), file);
    this.#files.value = files;
    const open = this.reading.value;
    if (open !== null) this.reading.value = files.get(keyOf(open)) ?? null;
  }
}

function grouped(files: readonly StatementView[]): Statement {
  const first = files[0] as StatementView;
  return {
    id: first.statementId,
    kind: first.kind,
    person: first.person,
    name: first.name,
    delegation: first.delegation,
    delivered: files.every(({ delivered }) => delivered),
    filedAt: Math.min(...files.map(({ filedAt }) => filedAt)),
    files: [...files].sort((a, b) => a.language.localeCompare(b.language)),
  };
}
