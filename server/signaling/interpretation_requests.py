"""What clients ask of booths, desks, captions and the glossary, as commands of the meeting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from server.meeting import commands as c
from server.signaling import interpretation_messages as m

COMMANDS: Mapping[type, Callable[[str, Any], c.Command]] = {
    m.SetDesk: lambda by, q: c.SetDesk(by, q.mode, q.channel),
    m.SelectOutgoing: lambda by, q: c.SelectOutgoing(by, q.channel),
    m.SetAutoRelay: lambda by, q: c.SetAutoRelay(by, q.on),
    m.OfferHandover: lambda by, q: c.OfferHandover(by, q.to, q.in_s),
    m.AskHandover: lambda by, q: c.AskHandover(by, q.in_s),
    m.AnswerHandover: lambda by, q: c.AnswerHandover(by, q.accept),
    m.CancelHandover: lambda by, q: c.CancelHandover(by),
    m.TakeOver: lambda by, q: c.TakeOver(by, q.person),
    m.Talk: lambda by, q: c.Talk(by, q.on),
    m.AskSlowDown: lambda by, q: c.AskSlowDown(by),
    m.AnswerHelp: lambda by, q: c.AnswerHelp(by, q.call_id),
    m.CloseHelp: lambda by, q: c.CloseHelp(by, q.call_id),
    m.SetUnfit: lambda by, q: c.SetUnfit(by, q.unfit),
    m.SetDirect: lambda by, q: c.SetDirect(by, q.direct),
    m.SetConsent: lambda by, q: c.SetConsent(by, q.recording, q.webcast),
    m.RecordConsent: lambda by, q: c.RecordConsent(by, q.booth, q.recording, q.webcast, q.reference),
    m.SilenceDesk: lambda by, q: c.SilenceDesk(by, q.person),
    m.SetBooth: lambda by, q: c.SetBooth(by, q.language, q.desks, q.outgoing),
    m.SetInterpretation: lambda by, q: c.SetInterpretation(by, q.within, q.between_a, q.between_b, q.auto_relay, q.policy),
    m.PatchChannel: lambda by, q: c.PatchChannel(by, q.channel, q.source),
    m.ForceRelay: lambda by, q: c.ForceRelay(by, q.person, q.channel),
    m.OpenSoundCheck: lambda by, q: c.OpenSoundCheck(by),
    m.CloseSoundCheck: lambda by, q: c.CloseSoundCheck(by),
    m.MarkSoundCheck: lambda by, q: c.MarkSoundCheck(by, q.step, q.result, q.person),
    m.SetSigning: lambda by, q: c.SetSigning(by, q.on),
    m.RemoveTerm: lambda by, q: c.RemoveTerm(by, q.term_id),
}
"""Request -> the command, from who asks.  What makes something new has its id from the session."""
