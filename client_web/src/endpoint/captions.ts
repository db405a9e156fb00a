/** Follows the captions of a language, over every new connection again, and reads those written before. */
import type { Resources } from "../protocol/resources";
import type { Request } from "../protocol/session";
import type { CaptionsState } from "../state/captions";
import type { MeetingState } from "../state/meeting";
import type { Preferences } from "../state/preferences";

/** The endpoint, as far as captions go. */
export interface Reader {
  readonly meetingId: string;
  readonly meeting: MeetingState;
  readonly captions: CaptionsState;
  ask(message: Request): Promise<boolean>;
}

export class CaptionReader {
  constructor(
    private readonly host: Reader,
    private readonly resources: Pick<Resources, "captions">,
    private readonly token: string,
    private readonly preferences: Preferences,
  ) {}

  /** The language chosen, else that of listening, else that of the pages. */
  get language(): string {
    const offered = this.host.meeting.languages.value;
    const { captionLanguage, language } = this.preferences;
    const wanted = [captionLanguage.value, this.host.meeting.me.value?.channel, language.value];
    return wanted.find((one) => one && offered.includes(one)) ?? offered[0] ?? language.value;
  }

  /** A new connection stands: what was followed over the old one is forgotten there. */
  joined(): void {
    void this.follow(this.preferences.captions.peek() ? this.language : null, true);
  }

  show(on: boolean): Promise<void> {
    this.preferences.captions.value = on;
    return this.follow(on ? this.language : null);
  }

  choose(language: string): Promise<void> {
    this.preferences.captionLanguage.value = language;
    return this.follow(language);
  }

  /** `again`: the server knows nothing of what was followed. */
  async follow(language: string | null, again = false): Promise<void> {
    const { captions } = this.host;
    if (language === captions.language.peek() && !(again && language !== null)) return;
    captions.follow(language);
    if (await this.host.ask({ type: "followCaptions", language })) await this.#readBack(language);
  }

  /** What cannot be read now is read with the next connection. */
  async #readBack(language: string | null): Promise<void> {
    if (language === null) return;
    try {
      this.host.captions.read(language, await this.resources.captions(this.host.meetingId, this.token, language));
    } catch {
      // The lines to come are shown all the same.
    }
  }
}
