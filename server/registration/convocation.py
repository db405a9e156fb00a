"""The mails of the convocation and of coaching sessions, composed in the language of whoever gets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time

from server.registration import calendars
from server.registration.calendars import Attached, Entry, Method, Organiser
from server.registration.letters import BABEL, Facts, Letter, dates, in_language, one_line, one_time, say
from server.registration.records import Conference, Sitting, Slot

Composer = Callable[[Facts], Letter]


def _letter(facts: Facts, subject: str, *paragraphs: str, attached: tuple[Attached, ...] = ()) -> Letter:
    language = facts.person.language
    greeting = say(language, "greeting", name=one_line(f"{facts.person.honorific} {facts.person.name}"))
    calendar = [say(language, "calendar-note")] if attached else []
    end = f"{say(language, 'closing')}\n{facts.organisation}"
    text = "\n\n".join([greeting, *filter(None, paragraphs), *calendar, end]) + "\n"
    return Letter(say(language, subject, conference=_title(facts)), text, attached)


def _title(facts: Facts) -> str:
    return one_line(in_language(facts.conference.title, facts.person.language))


def _on_site(facts: Facts) -> bool:
    """Whether what they are told is about the room: neither link nor code."""
    invited = facts.registration.standing == "invited"
    return facts.conference.form == "physical" or (not invited and facts.registration.attendance == "onSite")


def _where(facts: Facts) -> str:
    venue = one_line(in_language(facts.conference.venue, facts.person.language))
    remote = facts.conference.form == "virtual" or not (_on_site(facts) or facts.registration.standing == "invited")
    return say(facts.person.language, "where-remote") if remote else venue


def _what(facts: Facts) -> str:
    """Title, dates and place."""
    lines = [_title(facts), *(_line(facts, one) for one in in_order(facts.conference)), _where(facts)]
    return "\n".join(f"    {line}" for line in lines if line)


def in_order(conference: Conference) -> list[Sitting]:
    return sorted(conference.sittings, key=lambda one: one.starts_at)


def _line(facts: Facts, sitting: Sitting) -> str:
    title = one_line(in_language(sitting.title, facts.person.language))
    return ": ".join(filter(None, (_span(facts, sitting.starts_at, sitting.ends_at), title)))


def _span(facts: Facts, starts_at: float, ends_at: float) -> str:
    """With the time zone of the conference."""
    zone, locale = ZoneInfo(facts.conference.timezone), _locale(facts)
    start, end = (datetime.fromtimestamp(at, zone) for at in (starts_at, ends_at))
    day, times = (
        format_date(start, "full", locale),
        [format_time(at, "short", tzinfo=zone, locale=locale) for at in (start, end)],
    )
    return f"{day}, {times[0]}–{times[1]} ({facts.conference.timezone.replace('_', ' ')})"


def _moment(facts: Facts, at: float) -> str:
    moment = datetime.fromtimestamp(at, ZoneInfo(facts.conference.timezone))
    return f"{format_datetime(moment, 'long', locale=_locale(facts))}"


def _locale(facts: Facts) -> str:
    return BABEL.get(facts.person.language, facts.person.language)


# --- calendars ---


def attached(facts: Facts) -> tuple[Attached, ...]:
    """The sittings as they are planned, and what was withdrawn of them."""
    invited = facts.registration.standing == "invited"
    method: Method = "PUBLISH" if invited else "REQUEST"
    planned = [_entry(facts, sitting) for sitting in in_order(facts.conference)]
    return (*_written(facts, method, planned), *_withdrawn(facts))


def _withdrawn(facts: Facts) -> tuple[Attached, ...]:
    return _written(facts, "CANCEL", [_entry(facts, sitting) for sitting in facts.conference.withdrawn])


def cancelled(facts: Facts) -> tuple[Attached, ...]:
    """Nothing of it is for them any more."""
    every = (*facts.conference.withdrawn, *in_order(facts.conference))
    return _written(facts, "CANCEL", [_entry(facts, sitting, later=1) for sitting in every])


def _written(facts: Facts, method: Method, entries: list[Entry]) -> tuple[Attached, ...]:
    organiser = Organiser(facts.organisation, facts.sender)
    return calendars.written(method, entries, organiser, facts.person, facts.now)


def _entry(facts: Facts, sitting: Sitting, later: int = 0) -> Entry:
    conference, language = facts.conference, facts.person.language
    name = sitting.sitting_id or f"{sitting.meeting_id}-{int(sitting.starts_at)}"
    on_site = _on_site(facts) or facts.registration.standing == "invited"
    return Entry(
        uid=f"{conference.conference_id}-{name}@hemicycle",
        sequence=sitting.revision + later,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        summary=in_language(sitting.title, language) or in_language(conference.title, language),
        location=in_language(conference.venue, language) if on_site else facts.link,
        url="" if on_site else facts.link,
    )


# --- letters ---


def compose(kind: str, facts: Facts) -> Letter:
    """:raises KeyError: no such kind."""
    return COMPOSERS[kind](facts)


def _access(facts: Facts) -> Letter:
    language, conference = facts.person.language, facts.conference
    files, passive = attached(facts), facts.registration.role == "passive"
    paragraphs = [
        say(language, "greeting", name=one_line(f"{facts.person.honorific} {facts.person.name}")),
        f"{say(language, 'access-registered')}\n\n    {_title(facts)}\n    {dates(conference, language)}",
        # Behind the number sign it reaches no server, no log and no other page.
        f"{say(language, 'access-what')}\n\n    {facts.link}#{facts.code}",
        f"{say(language, 'access-code')}\n\n    {facts.code}",
        say(language, "access-second"),
        say(language, "access-passive" if passive else "access-active"),
        say(language, "access-before"),
        *([say(language, "access-calendar")] if files else []),
        f"{say(language, 'closing')}\n{facts.organisation}",
    ]
    subject = say(language, "access-subject", conference=_title(facts))
    return Letter(subject, "\n\n".join(paragraphs) + "\n", files)


def _invitation(facts: Facts) -> Letter:
    return _invited(facts, "invitation-subject", "invitation-intro")


def _reminder(facts: Facts) -> Letter:
    return _invited(facts, "reminder-subject", "reminder-intro")


def _invited(facts: Facts, subject: str, intro: str) -> Letter:
    language, conference = facts.person.language, facts.conference
    deadline = conference.deadline_at
    by = say(language, "invitation-deadline", moment=_moment(facts, deadline)) if deadline is not None else ""
    answer = f"{say(language, 'invitation-answer')}\n\n    {facts.link}" if conference.own_form else ""
    text = in_language(conference.invitation, language).strip()
    return _letter(facts, subject, f"{say(language, intro)}\n\n{_what(facts)}", text, by, answer, attached=attached(facts))


def _on_site_letter(facts: Facts) -> Letter:
    language = facts.person.language
    intro = f"{say(language, 'onsite-intro')}\n\n{_what(facts)}"
    return _letter(facts, "onsite-subject", intro, say(language, "onsite-badge"), attached=attached(facts))


def _approved(facts: Facts) -> Letter:
    language = facts.person.language
    follows = say(language, "approved-onsite" if _on_site(facts) else "approved-remote")
    intro = f"{say(language, 'approved-intro')}\n\n{_what(facts)}"
    return _letter(facts, "approved-subject", intro, follows, attached=attached(facts))


def _refused(facts: Facts) -> Letter:
    language = facts.person.language
    intro = f"{say(language, 'refused-intro')}\n\n    {_title(facts)}"
    reason = f"{say(language, 'refused-reason')}\n\n    {one_line(facts.registration.reason)}"
    return _letter(facts, "refused-subject", intro, reason, say(language, "refused-ask"))


def _changed(facts: Facts) -> Letter:
    language = facts.person.language
    gone = [f"    {_line(facts, sitting)}" for sitting in facts.conference.withdrawn]
    withdrawn = "\n".join([say(language, "changed-withdrawn"), "", *gone]) if gone else ""
    intro = f"{say(language, 'changed-intro')}\n\n{_what(facts)}"
    return _letter(facts, "changed-subject", intro, withdrawn, attached=attached(facts))


def _cancelled(facts: Facts) -> Letter:
    intro = f"{say(facts.person.language, 'cancelled-intro')}\n\n    {_title(facts)}"
    return _letter(facts, "cancelled-subject", intro, say(facts.person.language, "cancelled-ask"), attached=cancelled(facts))


# --- coaching ---


def _coaching(subject: str, intro: str, method: Method) -> Composer:
    def compose(facts: Facts) -> Letter:
        assert facts.slot is not None
        language, cancels = facts.person.language, method == "CANCEL"
        when = _span(facts, facts.slot.starts_at, facts.slot.ends_at)
        kind = say(language, f"slot-{facts.slot.kind}")
        way = "" if cancels else f"{say(language, 'coaching-enter')}\n\n    {facts.link}"
        entry = _slot_entry(facts, facts.slot, f"{kind}: {_title(facts)}", int(cancels))
        files = _written(facts, method, [entry])
        return _letter(facts, subject, f"{say(language, intro)}\n\n    {kind}\n    {when}", way, attached=files)

    return compose


def _slot_entry(facts: Facts, slot: Slot, summary: str, later: int) -> Entry:
    """A booking of its own: whoever books the slot again after giving it back has a new event."""
    return Entry(
        uid=f"{slot.slot_id}-{facts.parameters.get('booked', '')}-{facts.registration.registration_id}@hemicycle",
        sequence=slot.revision + later,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        summary=summary,
        location=facts.link,
        url=facts.link,
    )


COMPOSERS: Mapping[str, Composer] = {
    "access": _access,
    "oneTime": one_time,
    "invitation": _invitation,
    "reminder": _reminder,
    "onSite": _on_site_letter,
    "approved": _approved,
    "refused": _refused,
    "changed": _changed,
    "cancelled": _cancelled,
    "coachingBooked": _coaching("coaching-booked-subject", "coaching-booked-intro", "REQUEST"),
    "coachingReminder": _coaching("coaching-reminder-subject", "coaching-reminder-intro", "REQUEST"),
    "coachingChanged": _coaching("coaching-changed-subject", "coaching-changed-intro", "REQUEST"),
    "coachingCancelled": _coaching("coaching-cancelled-subject", "coaching-cancelled-intro", "CANCEL"),
}
