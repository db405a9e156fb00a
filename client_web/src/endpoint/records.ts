/** What is too large for the snapshot, read by HTTP after every join: the roster's pages. */
import type { RosterPage } from "../protocol/resources";
import type { RosterState } from "../state/roster";

/** The part of `Resources` that reads for participants. */
export interface Pages {
  roster(meeting: string, token: string, page: number, version: number | null): Promise<RosterPage>;
}

export class Records {
  #reading = 0;

  constructor(
    private readonly pages: Pages,
    private readonly meeting: string,
    private readonly token: string,
  ) {}

  /** A newer reading makes an older one stop.  What cannot be read fills from deltas; the next join reads it again. */
  async readRoster(roster: RosterState): Promise<void> {
    const reading = ++this.#reading;
    const listed = new Set<string>();
    roster.begin();
    try {
      let pages = 1;
      let version: number | null = null;
      for (let page = 0; page < pages; page++) {
        const read: RosterPage = await this.pages.roster(this.meeting, this.token, page, version);
        if (reading !== this.#reading) return;
        // The version we began with is no longer kept: people have moved between pages, read from the start.
        if (version !== null && read.version !== version) page = -1;
        pages = read.pages;
        version = read.version;
        for (const { id } of read.people) listed.add(id);
        roster.page(read.people);
      }
      roster.finish(listed);
    } catch {
      if (reading === this.#reading) roster.loading.value = false;
    }
  }
}
