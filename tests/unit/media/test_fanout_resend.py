"""NACKs: answered byte for byte from the switch they fall in, else ignored."""

from __future__ import annotations

from tests.unit.media.fanout_harness import Rig, opus, vp8


def test_a_resend_is_the_very_same_datagram(rig: Rig) -> None:
    rig.source(1)
    listeners = [rig.listener(peer, first_sequence_number=peer, timestamp=peer * 7, attach=1) for peer in (1, 2, 3)]
    for number in range(10):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    first = [listener.take() for listener in listeners]
    for peer in (1, 2, 3):
        rig.kernel.resend(peer, [peer + 4, peer + 9, peer])
    rig.collect()
    assert [listener.take() for listener in listeners] == [[sent[4], sent[9], sent[0]] for sent in first]
    assert rig.kernel.counters()["resent"] == 9


def test_a_nack_across_a_switch_is_answered_from_the_source_of_its_time(rig: Rig) -> None:
    rig.source(1, "vp8")
    rig.source(2, "vp8")
    listener = rig.listener(media="video", attach=1)
    for step in range(5):
        rig.kernel.forward(1, [vp8(100 + step, step * 3000, key=step == 0, picture_id=10 + step, tl0picidx=step)])
    rig.kernel.attach(1, 2)
    rig.pass_time(0.03)
    for step in range(5):
        rig.kernel.forward(2, [vp8(900 + step, step * 3000, key=step == 0, picture_id=500 + step, tl0picidx=step)])
        rig.kernel.forward(1, [vp8(105 + step, 99999, picture_id=15 + step, tl0picidx=5)])
    rig.collect()
    first = listener.take()
    assert len(first) == 10
    rig.kernel.resend(1, [1003, 1004, 1005, 1006])
    rig.collect()
    assert listener.take() == first[3:7]


def test_numbers_never_sent_or_long_gone_are_ignored(rig: Rig) -> None:
    rig.source(1, history=8)
    listener = rig.listener(attach=1)
    rig.kernel.resend(1, [1000])
    for number in range(20):
        rig.kernel.forward(1, [opus(number)])
    rig.collect()
    first = listener.take()
    rig.kernel.resend(1, [1011, 1012, 1019, 1020, 999, 40000, 0])
    rig.collect()
    assert listener.take() == [first[12], first[19]]
    counters = rig.kernel.counters()
    assert (counters["resent"], counters["nack_ignored"], counters["errors"]) == (2, 6, 0)


def test_what_the_source_lost_cannot_be_asked_for_until_it_comes(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1), opus(3)])
    rig.kernel.resend(1, [1001])
    rig.collect()
    assert len(listener.take()) == 2
    rig.kernel.forward(1, [opus(2)])
    rig.collect()
    (late,) = listener.take()
    rig.kernel.resend(1, [1001])
    rig.collect()
    assert listener.take() == [late]


def test_packets_of_a_removed_source_are_not_made_up_from_its_successor(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1, payload=b"old")])
    rig.kernel.remove_source(1)
    rig.source(1)
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [opus(1, 1920, payload=b"new")])
    rig.collect()
    first = listener.take()
    rig.kernel.resend(1, [1000, 1001])
    rig.collect()
    assert listener.take() == [first[1]]


def test_switches_beyond_memory_are_ignored(rig: Rig) -> None:
    for source in range(12):
        rig.source(source)
    listener = rig.listener(attach=0)
    for source in range(12):
        rig.kernel.attach(1, source)
        rig.kernel.forward(source, [opus(source * 7 + 1, source * 960)])
    rig.collect()
    first = listener.take()
    rig.kernel.resend(1, list(range(1000, 1012)))
    rig.collect()
    assert listener.take() == first[4:]


def test_a_restarted_source_does_not_answer_with_its_new_packets(rig: Rig) -> None:
    rig.source(1, history=32)
    listener = rig.listener(attach=1)
    for tick, number in enumerate((5, 6, 7, 60000, 60001, 60002, 6, 7, 8)):
        rig.kernel.forward(1, [opus(number, tick * 960, payload=b"%d" % tick)])
    rig.collect()
    first = listener.take()
    rig.kernel.resend(1, [1000, 1001, 1002, 1003, 1004, 1005, 1006])
    rig.collect()
    assert listener.take() == first[-2:]


def test_resends_reach_across_the_wrap_of_the_rows_numbers(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(first_sequence_number=32767, attach=1)
    for start in range(0, 32900, 100):
        for number in range(start, start + 100):
            rig.kernel.forward(1, [opus(number)])
        rig.collect()
        first = listener.take()
        if start == 32700:
            before = {int.from_bytes(datagram[2:4], "big"): datagram for datagram in first}
            rig.kernel.resend(1, [65535, 0, 5])
            rig.collect()
            assert listener.take() == [before[65535], before[0], before[5]]


def test_what_came_after_a_row_left_is_not_sent_under_its_next_numbers(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.attach(1, None)
    rig.kernel.forward(1, [opus(2)])
    rig.kernel.resend(1, [1001])
    rig.kernel.attach(1, 1)
    rig.kernel.forward(1, [opus(3)])
    rig.collect()
    packets = listener.rtp()
    assert [(packet.sequence_number, packet.payload) for packet in packets] == [(1000, b"sound 1"), (1001, b"sound 3")]


def test_a_flood_of_nacks_gets_no_more_than_the_row_is_sent(rig: Rig) -> None:
    rig.source(1)
    listener = rig.listener(attach=1)
    rig.kernel.forward(1, [opus(1)])
    rig.kernel.resend(1, [1000] * 1000)
    rig.collect()
    assert len(listener.take()) == 1 + 256
    rig.kernel.forward(1, [opus(2), opus(3)])
    rig.kernel.resend(1, [1000] * 10)
    rig.collect()
    assert len(listener.take()) == 2 + 2
    assert rig.kernel.counters()["nack_ignored"] == 1000 - 256 + 8


def test_what_lies_behind_the_srtp_window_is_not_sent_again(rig: Rig) -> None:
    """Should a history be longer than the session's window, libsrtp refuses: nothing leaves under an old index."""
    rig.source(1, history=4096)
    listener = rig.listener(attach=1)
    for start in range(0, 2000, 100):
        for number in range(start, start + 100):
            rig.kernel.forward(1, [opus(number)])
        rig.collect()
    listener.take()
    rig.kernel.resend(1, [1000, 1000 + 1999])
    rig.collect()
    assert len(listener.take()) == 1
    assert (rig.kernel.counters()["resent"], rig.kernel.counters()["nack_ignored"]) == (1, 1)
