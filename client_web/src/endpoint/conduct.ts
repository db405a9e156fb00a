/** The chair's commands over agenda, rules, priority and the sitting. */
import type { AgendaEntry, FloorRules, ItemChange } from "../protocol/messages";
import type { Request } from "../protocol/session";
import type { FloorState } from "../state/floor";
import type { Console } from "./console";

export type SittingCommand = "openSitting" | "suspendSitting" | "resumeSitting" | "closeSitting";

const SITTING_WORDS: Readonly<Record<SittingCommand, string>> = {
  openSitting: "act-open-sitting",
  suspendSitting: "act-suspend-sitting",
  resumeSitting: "act-resume-sitting",
  closeSitting: "act-close-sitting",
};
const SITTING_BACK: Readonly<Partial<Record<SittingCommand, SittingCommand>>> = {
  suspendSitting: "resumeSitting",
  resumeSitting: "suspendSitting",
  closeSitting: "openSitting",
};

export class Conduct {
  constructor(
    private readonly console: Console,
    private readonly floor: FloorState,
  ) {}

  sitting(command: SittingCommand): void {
    const back = SITTING_BACK[command];
    this.#run("sitting", SITTING_WORDS[command], { type: command }, back && (() => this.sitting(back)));
  }

  setPublic(isPublic: boolean): void {
    const id = isPublic ? "act-public" : "act-in-camera";
    this.#run("sitting", id, { type: "setSittingPublic", public: isPublic }, () => this.setPublic(!isPublic));
  }

  takeChair(): void {
    this.#run("chair", "act-take-chair", { type: "takeChair" });
  }

  holdPriority(): void {
    this.#run("priority", "act-hold-priority", { type: "holdPriority" }, () => this.releasePriority());
  }

  releasePriority(): void {
    this.#run("priority", "act-release-priority", { type: "releasePriority" });
  }

  clearPriority(): void {
    this.#run("priority", "act-clear-priority", { type: "clearPriority" });
  }

  setRules(patch: Partial<FloorRules>): void {
    const now = this.floor.rules.peek();
    const { timeLimitsS, ...others } = patch;
    const before: Partial<FloorRules> = Object.fromEntries(
      Object.keys(others).map((key) => [key, now[key as keyof FloorRules]]),
    );
    const limits = timeLimitsS && {
      timeLimitsS: Object.fromEntries(Object.keys(timeLimitsS).map((key) => [key, now.timeLimitsS[key] ?? 0])),
    };
    const undo = () => this.setRules({ ...before, ...limits });
    this.#run("rules", "act-rules", { type: "setFloorRules", ...patch }, undo);
  }

  openItem(item: AgendaEntry, waiting: ItemChange): void {
    const before = this.floor.item.peek();
    const kept = waiting !== "purge";
    const undo = before && kept ? () => this.openItem(before, waiting) : undefined;
    this.#run("agenda", "act-open-item", { type: "openAgendaItem", item: item.itemId, waiting }, undo);
  }

  closeItem(): void {
    const before = this.floor.item.peek();
    this.#run(
      "agenda",
      "act-close-item",
      { type: "closeAgendaItem" },
      before ? () => this.openItem(before, "keep") : undefined,
    );
  }

  /** Resolves to whether it was added. */
  async addItem(title: Readonly<Record<string, string>>): Promise<boolean> {
    const words = { id: "act-add-item", args: {} };
    const reply = await this.console.run({
      ...{ about: "agenda", words, once: true },
      message: { type: "addAgendaItem", title },
      undo: ({ item }) => item && this.#run("agenda", "act-remove-item", { type: "removeAgendaItem", item }),
    });
    return reply !== null;
  }

  renameItem(item: AgendaEntry, title: Readonly<Record<string, string>>): void {
    const message: Request = { type: "renameAgendaItem", item: item.itemId, title };
    this.#run("agenda", "act-rename-item", message, () => this.renameItem({ ...item, title }, item.title));
  }

  moveItem(item: AgendaEntry, by: -1 | 1): void {
    const { agenda } = this.floor.view.peek();
    const at = agenda.findIndex(({ itemId }) => itemId === item.itemId);
    const other = agenda[at + by];
    if (at < 0 || !other) return;
    const before = (by < 0 ? other : agenda[at + 2])?.itemId ?? null;
    const message: Request = { type: "moveAgendaItem", item: item.itemId, before };
    this.#run("agenda", "act-move-item", message, () => this.moveItem(item, by < 0 ? 1 : -1));
  }

  removeItem(item: AgendaEntry): void {
    const { agenda } = this.floor.view.peek();
    const follower = agenda[agenda.findIndex(({ itemId }) => itemId === item.itemId) + 1]?.itemId ?? null;
    const back = () => void this.#addBack(item, follower);
    this.#run("agenda", "act-remove-item", { type: "removeAgendaItem", item: item.itemId }, back);
  }

  async #addBack({ title }: AgendaEntry, before: string | null): Promise<void> {
    const words = { id: "act-add-item", args: {} };
    const reply = await this.console.run({
      about: "agenda",
      words,
      message: { type: "addAgendaItem", title },
      once: true,
    });
    if (reply?.item) this.#run("agenda", "act-move-item", { type: "moveAgendaItem", item: reply.item, before });
  }

  #run(about: string, id: string, message: Request, undo?: () => void): void {
    void this.console.run({ about, words: { id, args: {} }, message, ...(undo ? { undo } : {}) });
  }
}
