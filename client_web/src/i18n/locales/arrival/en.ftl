# Public page
check-title = Check your computer and connection
check-lead = A few minutes before the meeting are well spent here. Nothing you say or show leaves your computer, but for a test picture of noise. You can skip and repeat every step.
check-kind = How will you take part?
check-role = { $role ->
    [active] I may speak: check everything
   *[passive] I only follow: loudspeaker and network
}
check-again = Check once more

# Steps
arrival-step = Step { $position } of { $steps }
arrival-title = { $step ->
    [browser] Browser
    [loudspeaker] Loudspeaker or headphones
    [microphone] Microphone
    [echo] Headset and echo
    [camera] Camera and light
    [network] Network
   *[language] Language
}
arrival-lead = { $step ->
    [browser] We look at what you are using; there is nothing to do.
    [loudspeaker] A tone sounds first on the left, then on the right. Put on your headset before you begin.
    [microphone] Read the sentence aloud. You then hear yourself; the recording stays on your computer.
    [echo] A short rising tone is played, and your microphone listens for it. Wear your headset as in the meeting.
    [camera] You see yourself as others will. Light should come from in front of you, not from a window behind.
    [network] The real path to the meeting is tried and loaded for about ten seconds, with 4 Mbit/s.
   *[language] Which language would you like to hear? You can change it at any time in the meeting.
}
arrival-outcome = { $outcome ->
    [good] All right
    [warning] Please look at this
    [failed] Does not work
   *[skipped] Skipped
}
arrival-advice = { $advice ->
    [browserUnknown] This browser was not tested with the product. Chrome, Edge and Firefox are.
    [browserOld] Your browser is old. Please update it.
    [insecureContext] This page was not opened by https, so the browser allows neither microphone nor camera. Open the address that begins with https.
    [noWebrtc] This browser cannot send or receive live sound and picture. Use Chrome, Edge or Firefox.
    [deviceDenied] The browser was not allowed to use the device.
    [deviceMissing] No such device was found. Plug it in, wait a moment and repeat the step.
    [deviceBusy] Another program is using the device. Close other video calls and repeat the step.
    [notHeard] Check that the headset is plugged in, that the right loudspeaker is chosen and the volume is up, and repeat the step.
    [oneSide] One side is silent. Push the plug in fully, or use another headset.
    [micSilent] The microphone was silent. Is it muted by a switch on its cable, or is another one chosen?
    [micQuiet] Your voice is too quiet. Move the microphone closer to your mouth or raise its level.
    [micClipping] Your voice is distorted. Lower the level of the microphone or move it away a little.
    [micNoisy] There is noise around you. Close door and windows, switch off fans, and use a headset.
    [micNotHeardBack] You did not hear yourself well. Interpreters would not either: try another microphone.
    [echoFound] Your microphone hears your loudspeaker: others would hear themselves. Please use a headset.
    [cameraDark] Your picture is dark. Put a lamp in front of you.
    [cameraBright] Your picture is too bright. Turn the lamp away, or sit out of the sun.
    [cameraFlat] Hardly anything can be told apart in your picture. Is there a window behind you, or something on the lens?
    [cameraStill] The picture does not move. Is the camera covered?
    [downSlow] Your connection receives less than the recommended 4 Mbit/s: pictures will be smaller. Use a cable, and stop downloads.
    [upSlow] Your connection sends less than the recommended 4 Mbit/s: others see you in a smaller picture. Use a cable.
    [loss] Packets are lost on the way. Use a cable instead of Wi-Fi.
    [delay] The way to the server is long: answers will come late.
    [jitter] Packets come unevenly. Use a cable instead of Wi-Fi.
    [noUdp] Your network blocks UDP. The meeting works by TCP, with more delay. Ask your network administrator to allow UDP.
    [relayOnly] Your network lets the meeting through by a relay alone. Ask your network administrator to allow UDP.
    [noPath] Your network lets neither sound nor picture through. Try another network, or ask your network administrator.
    [testBusy] Many people are testing at this moment. Please repeat the step in a minute.
   *[testUnavailable] The network could not be tested. Repeat the step, or go on without it.
}
arrival-allow = { $browser ->
    [chrome] Click the sign at the left of the address, allow microphone and camera, and repeat the step.
    [edge] Click the lock at the left of the address, allow microphone and camera, and repeat the step.
    [firefox] Click the crossed-out sign in the address bar, remove the block, and repeat the step.
    [safari] Choose Settings for this Website in the Safari menu, allow microphone and camera, and repeat the step.
   *[other] Allow microphone and camera in the settings of the browser, and repeat the step.
}

# Sound
arrival-play = Play the tone
arrival-side = { $side ->
    [left] Left…
    [right] Right…
   *[both] Both sides…
}
arrival-heard = What did you hear?
arrival-heard-both = Both sides
arrival-heard-one = One side only
arrival-heard-none = Nothing
arrival-speak-words = “Madam Chair, thank you. My delegation welcomes this report and supports the proposal.”
arrival-record = Record for four seconds
arrival-mic-stage = { $stage ->
    [recording] Speak now: you are being recorded…
   *[playing] This is how you sound…
}
arrival-heard-yourself = Did you hear yourself clearly?
arrival-heard-well = Yes
arrival-heard-badly = No, or badly
arrival-level = Level of your microphone
arrival-echo = Listen for the tone

# Picture, network, language
arrival-camera = Show my picture
arrival-own-picture = Your own picture
arrival-network = Test the network
arrival-phase = { $phase ->
    [waiting] Others are testing. You are number { $position } in the queue.
    [reaching] Looking for ways to the server…
    [down] Receiving: { $rate } Mbit/s
   *[up] Sending: { $rate } Mbit/s
}
arrival-figures = What was measured
arrival-down = Receives
arrival-up = Sends
arrival-rate = { $rate } Mbit/s
arrival-loss-down = Lost on the way to you
arrival-loss-up = Lost on the way from you
arrival-jitter = Jitter
arrival-round-trip = Round trip
arrival-ms = { $value } ms
arrival-path = { $path ->
    [udp] By UDP
    [tcp] By TCP
   *[relay] By a relay
}
arrival-path-outcome = { $outcome ->
    [works] works
    [fails] does not get through
   *[none] not offered
}
arrival-language = Language to listen to
arrival-choose = Please choose
arrival-floor = Original (floor)

# The way through, and the result
arrival-next = Next
arrival-finish = Show the result
arrival-skip = Skip this step
arrival-back = Back
arrival-skip-all = Go on without the check
arrival-verdict = { $verdict ->
    [good] You are ready
    [usable] You can take part, with reservations
   *[unfit] Your connection is not fit for the meeting
}
arrival-verdict-words = { $verdict ->
    [good] Everything that was checked works.
    [usable] The meeting will work for you; what is marked below would make it better.
   *[unfit] Please try another network, or ask support for help. You may enter all the same.
}
arrival-reference = Reference number for support:
arrival-no-reference = The result could not be kept for support. Copy or print it.
arrival-repeat = Repeat
arrival-repeat-step = Repeat: { $step }
arrival-go-on = Go on
arrival-copy = Copy the result
arrival-copied = Copied
arrival-print = Print

# The test meeting
test-meeting = Try it: the test meeting
test-meeting-words = A robot chair gives you the floor, and a few seconds later you hear yourself on the language channels.
