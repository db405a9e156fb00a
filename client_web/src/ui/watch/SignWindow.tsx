/** The sign-language picture beside the stage's, as large as one wants it. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Playback } from "../../media/playback";
import { SignPlayback } from "../../media/sign_playback";
import type { Preferences } from "../../state/preferences";
import { useText } from "../text";
import { SignEdge } from "../views/sign/SignEdge";

export function SignWindow({ playback, preferences }: { playback: Playback; preferences: Preferences }) {
  const t = useText();
  const place = useRef<HTMLDivElement>(null);
  const [sign, setSign] = useState<SignPlayback | null>(null);
  useEffect(() => {
    const opened = new SignPlayback(playback);
    opened.video.setAttribute("aria-label", t("watch-sign"));
    place.current?.append(opened.video);
    setSign(opened);
    return () => opened.close();
  }, [playback]);
  return (
    <>
      <SignEdge preferences={preferences} />
      <div class="watch-sign" ref={place} data-shown={sign?.shown.value || undefined} data-testid="sign" />
    </>
  );
}
