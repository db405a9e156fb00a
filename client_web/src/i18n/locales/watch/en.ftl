# Pages of the webcast
watch-pages = Pages
watch-recordings = Recordings
watch-help = Help
watch-gone = There is nothing at this address, or not any more.
watch-off = { $reason ->
    [inCamera] The sitting is not public.
    [sittingScheduled] The sitting has not begun yet.
    [sittingSuspended] The sitting is suspended.
    [sittingClosed] The sitting is closed.
    [notAllowed] This meeting is not webcast.
   *[none] There is no webcast at the moment.
}
watch-last = Watch the last recording
watch-authentic = Only the original is authentic. Interpretation serves understanding.

# Player
watch-player = Player
watch-play = Play
watch-pause = Pause
watch-interrupted = Interrupted. Trying again…
watch-position = Position
watch-behind = { $value } behind live
watch-live = Live
watch-from-start = From the beginning
watch-language = Language
watch-original = Original (floor)
watch-no-captions = No captions
watch-captions-in = Captions: { $language }
watch-quality = Quality
watch-quality-auto = Automatic
watch-speed = Speed
watch-in-picture = Picture in picture
watch-sound-only = Sound only
watch-sign = Sign language

# Beside it
watch-index = Agenda and speakers
watch-index-empty = Nobody has spoken yet.
watch-transcript = Transcript
watch-transcript-language = Language of the transcript
watch-transcript-search = Search the transcript
watch-transcript-follow = Follow the picture
watch-transcript-empty = Nothing has been written yet.
watch-transcript-found = { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
watch-permalink = Link
watch-whole = The whole recording
watch-share = Share
watch-address = Address
watch-embed = For another page
watch-downloads = Downloads
watch-all-languages = all languages
watch-download = { $kind ->
    [mp4] Picture and sound (MP4)
    [m4a] Sound (M4A)
    [vtt] Captions (WebVTT)
    [chapters] Chapters (JSON)
   *[manifest] Check sums (JSON)
}

# Recordings
watch-words = Words
watch-speaker = Speaker
watch-item = Agenda item
watch-from = From
watch-to = To
watch-search = Search
watch-none = Nothing was found.
watch-more = More
watch-found = { $count ->
    [one] { $count } recording
   *[other] { $count } recordings
}

# Corrections
correct = Correct (operators)
correct-staff-only = Only staff who look after recordings may correct them.
correct-sign-in = Sign in
correct-what = What
correct-language = Language
correct-from = From (h:mm:ss)
correct-to = To (h:mm:ss)
correct-here = Here
correct-file = Choose a file (WAV, FLAC, MP3)
correct-consented = Those heard in it consent to the recording
correct-chapter = Chapter
correct-title = Title
correct-speaker = Speaker
correct-delegation = Delegation
correct-why = Reason
correct-send = Make a new revision
correct-none = Nothing was corrected.
correct-made = Corrections
correct-revision = Revision { $number }: { $kind }
correct-kind = { $kind ->
    [mute] Mute a stretch
    [sound] Replace the sound
    [trim] Cut beginning and end
   *[chapter] Correct a chapter
}
correct-state = { $state ->
    [making] being made
    [refused] refused
   *[made] made
}
correct-error = { $code ->
    [recordingNotReady] Not all of the recording is on disk yet.
    [soundUnreadable] The file holds no sound that can be read.
    [nothingRecorded] Nothing is recorded there.
    [notWritten] The disk did not take it.
   *[unknownRecording] The recording is gone.
}
