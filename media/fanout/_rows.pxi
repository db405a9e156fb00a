# Sources, rows and switches: rows.py, line for line, in C.  Only the thread touches these while the kernel runs.

cdef enum:
    SWITCHES = 8
    MAX_DROPOUT = 3000
    RESEND_BURST = 256

cdef long long MAX_NTP_APART = <long long>3600 << 32

cdef struct Peer
cdef struct Row

cdef struct RowList:
    Row **items
    int count
    int room

cdef struct Source:
    int kind
    int capacity
    long long clock_rate
    bint alive
    int references            # switches that still point here, and the caller while alive
    Packet **slots
    bint started
    long long highest
    int bad_number            # -1: none
    unsigned int epoch
    bint has_clock
    unsigned long long ntp
    unsigned int clock_timestamp
    long long clock_at_ns
    RowList rows
    RowList waiting
    Source *next_bus          # of those whose bus hashes alike
    unsigned int bus_hash
    int bus_size              # 0: not a bus
    unsigned char bus[255]
    unsigned short bus_number # of its last packet

cdef struct Switch:
    Source *source
    long long first
    long long sequence_offset
    unsigned int epoch
    unsigned int timestamp_offset
    unsigned short picture_offset
    unsigned char tl0_offset

cdef struct Row:
    Peer *peer
    Row *next                 # of the same peer
    Source *current
    Source *waiting
    int at                    # place in current.rows
    int waiting_at
    int skip                  # packets of the batch at hand that came before the row
    unsigned int ssrc
    unsigned char payload_types[3]
    long long clock_rate
    long long next_index
    unsigned int last_timestamp
    long long last_at_ns
    int last_picture          # -1: none sent
    int last_tl0
    unsigned long long packets
    unsigned long long octets
    int allowance             # resends it may still ask for
    unsigned int spread
    double report_at
    int switch_count
    int newest                # place of the newest switch in the ring
    Switch switches[SWITCHES]

cdef struct Peer:
    Peer *next
    Peer *previous
    void *session
    Row *rows
    int family                # 0: IPv4, 1: IPv6
    unsigned int address_size
    sockaddr_storage address
    int cname_size
    unsigned char cname[255]


cdef inline int distance(unsigned int newer, unsigned int older) noexcept nogil:
    return <int>((newer - older + 0x8000) & 0xFFFF) - 0x8000


cdef inline long long scaled(long long ns, long long rate) noexcept nogil:
    return ns // 1000000000 * rate + ns % 1000000000 * rate // 1000000000


cdef inline Switch *newest(Row *row) noexcept nogil:
    return &row.switches[row.newest]


cdef bint list_add(RowList *rows, Row *row, int *at) noexcept nogil:
    cdef Row **grown
    if rows.count == rows.room:
        grown = <Row **>realloc(rows.items, (2 * rows.room + 16) * sizeof(Row *))
        if grown == NULL:
            return False
        rows.items = grown
        rows.room = 2 * rows.room + 16
    at[0] = rows.count
    rows.items[rows.count] = row
    rows.count += 1
    return True


cdef void leave_current(Row *row) noexcept nogil:
    cdef RowList *rows
    if row.current == NULL:
        return
    rows = &row.current.rows
    rows.count -= 1
    rows.items[row.at] = rows.items[rows.count]
    rows.items[row.at].at = row.at
    row.current = NULL


cdef void leave_waiting(Row *row) noexcept nogil:
    cdef RowList *rows
    if row.waiting == NULL:
        return
    rows = &row.waiting.waiting
    rows.count -= 1
    rows.items[row.waiting_at] = rows.items[rows.count]
    rows.items[row.waiting_at].waiting_at = row.waiting_at
    row.waiting = NULL


cdef void let_go(Source *source) noexcept nogil:
    source.references -= 1
    if source.references == 0:
        free(source.rows.items)
        free(source.waiting.items)
        free(source)


cdef void free_row(Row *row) noexcept nogil:
    cdef int i
    leave_current(row)
    leave_waiting(row)
    for i in range(row.switch_count):
        let_go(row.switches[i].source)
    free(row)


cdef void close_source(Source *source) noexcept nogil:
    """Rows fall silent and the history goes; switches keep the shell until they are forgotten."""
    cdef int i
    while source.rows.count:
        leave_current(source.rows.items[source.rows.count - 1])
    while source.waiting.count:
        leave_waiting(source.waiting.items[source.waiting.count - 1])
    source.alive = False
    for i in range(source.capacity):
        free(source.slots[i])
    free(source.slots)
    source.slots = NULL
    let_go(source)


cdef bint restarts(Source *source, Packet *packet) noexcept nogil:
    """True when this packet, the second wild number in a row, restarts the numbering."""
    cdef int step = distance(packet.number, <unsigned int>(source.highest & 0xFFFF))
    return source.started and (step > MAX_DROPOUT or step <= -source.capacity) and packet.number == source.bad_number


cdef bint accept(Source *source, Packet *packet, Packet **displaced) noexcept nogil:
    """Give the packet its index and keep it; False for a duplicate, a straggler or a lone wild number."""
    cdef int step, slot
    cdef Packet *held
    displaced[0] = NULL
    if not source.started:
        source.started = True
        source.highest = packet.number + 0x10000
    step = distance(packet.number, <unsigned int>(source.highest & 0xFFFF))
    if step > MAX_DROPOUT or step <= -source.capacity:
        if packet.number != source.bad_number:
            source.bad_number = (packet.number + 1) & 0xFFFF
            return False
        source.highest = (((source.highest >> 16) + 2) << 16) | packet.number
        source.epoch += 1
        step = 0
    source.bad_number = -1
    packet.index = source.highest + step
    slot = <int>(packet.index % source.capacity)
    held = source.slots[slot]
    if packet.index > source.highest:
        source.highest = packet.index
    if held != NULL and held.index >= packet.index:
        return False
    displaced[0] = held
    source.slots[slot] = packet
    return True


cdef inline Packet *remembered(Source *source, long long index) noexcept nogil:
    cdef Packet *held
    if not source.alive or index < 0 or index <= source.highest - source.capacity:
        return NULL
    held = source.slots[index % source.capacity]
    return held if held != NULL and held.index == index else NULL


cdef unsigned int elapsed_offset(Row *row, Packet *packet, long long now_ns) noexcept nogil:
    """The packet's timestamp follows the last one by the time gone by, by one at least."""
    cdef long long elapsed
    if row.packets == 0:
        return row.last_timestamp - packet.timestamp
    elapsed = scaled(now_ns - row.last_at_ns, row.clock_rate) if now_ns > row.last_at_ns else 0
    return row.last_timestamp + <unsigned int>(elapsed if elapsed > 1 else 1) - packet.timestamp


cdef unsigned int video_offset(Row *row, Source *source, Packet *packet, long long now_ns) noexcept nogil:
    """Capture times known of both sources: the timestamp the picture would have had on the old one."""
    cdef unsigned int offset, by_time = elapsed_offset(row, packet, now_ns)
    cdef Source *old
    cdef long long apart
    cdef int step, elapsed
    if row.switch_count == 0:
        return by_time
    old = newest(row).source
    if not old.alive or not old.has_clock or not source.has_clock:
        return by_time
    apart = <long long>(source.ntp - old.ntp)
    if not -MAX_NTP_APART < apart < MAX_NTP_APART:
        return by_time
    offset = newest(row).timestamp_offset + old.clock_timestamp - source.clock_timestamp + <unsigned int>(
        apart * row.clock_rate >> 32)
    step = <int>(packet.timestamp + offset - row.last_timestamp)
    elapsed = <int>(packet.timestamp + by_time - row.last_timestamp)
    if step > 0 and -row.clock_rate // 2 <= <long long>step - elapsed <= row.clock_rate // 2:
        return offset
    return by_time


cdef bint kept_offset(Row *row, Packet *packet, long long now_ns, unsigned int *offset) noexcept nogil:
    """Audio: the offset stays when both sources run on one clock; False: this instant has been sent, wait for the next."""
    cdef long long step, off_by
    if row.packets == 0:
        offset[0] = row.last_timestamp - packet.timestamp
        return True
    offset[0] = newest(row).timestamp_offset
    step = <int>(packet.timestamp + offset[0] - row.last_timestamp)
    off_by = step - scaled(now_ns - row.last_at_ns, row.clock_rate)
    if -row.clock_rate <= off_by <= row.clock_rate:
        if step > 0:
            return True
        if step > -(row.clock_rate // 10):
            return False
    offset[0] = elapsed_offset(row, packet, now_ns)
    return True


cdef void restart(Row *row, Source *source, Packet *packet, unsigned int timestamp_offset) noexcept nogil:
    """Take new offsets so that this packet follows the last one sent."""
    cdef Switch made
    cdef Switch *before = newest(row) if row.switch_count else NULL
    made.picture_offset = before.picture_offset if before != NULL else 0
    made.tl0_offset = before.tl0_offset if before != NULL else 0
    if packet.picture_bits and row.last_picture >= 0:
        made.picture_offset = <unsigned short>((row.last_picture + 1 - packet.picture_id) & 0x7FFF)
    if packet.tl0_at >= 0 and row.last_tl0 >= 0:
        made.tl0_offset = <unsigned char>((row.last_tl0 + 1 - packet.tl0) & 0xFF)
    if before == NULL or before.timestamp_offset != timestamp_offset:
        row.report_at = 0.0
    made.source = source
    made.epoch = source.epoch
    made.first = row.next_index
    made.sequence_offset = row.next_index - packet.index
    made.timestamp_offset = timestamp_offset
    source.references += 1
    row.newest = (row.newest + 1) % SWITCHES
    if row.switch_count == SWITCHES:
        let_go(row.switches[row.newest].source)
    else:
        row.switch_count += 1
    row.switches[row.newest] = made


cdef bint begin(Row *row, Source *source, Packet *packet, long long now_ns) noexcept nogil:
    """Move the row to ``source`` with this packet if it may; False: not yet."""
    cdef unsigned int offset
    if source.kind != OPUS:
        if not packet.key:
            return False
        offset = video_offset(row, source, packet, now_ns)
    elif not kept_offset(row, packet, now_ns, &offset):
        leave_current(row)
        return False
    leave_current(row)
    if not list_add(&source.rows, row, &row.at):
        return False
    leave_waiting(row)
    row.current = source
    restart(row, source, packet, offset)
    return True


cdef void note_sent(Row *row, Switch *switch, Packet *packet, long long outgoing, long long now_ns) noexcept nogil:
    row.next_index = outgoing + 1
    row.last_timestamp = packet.timestamp + switch.timestamp_offset
    row.last_at_ns = now_ns
    if packet.picture_bits:
        row.last_picture = (packet.picture_id + switch.picture_offset) & ((1 << packet.picture_bits) - 1)
    if packet.tl0_at >= 0:
        row.last_tl0 = (packet.tl0 + switch.tl0_offset) & 0xFF


cdef int take(Row *row, Source *source, Packet *packet, long long now_ns, unsigned char *out) noexcept nogil:
    """Write the outgoing packet; its length, or 0 for one from before the row came to the source."""
    cdef Switch *switch = newest(row)
    cdef unsigned int offset
    cdef long long outgoing
    if switch.epoch != source.epoch:
        if source.kind != OPUS or not kept_offset(row, packet, now_ns, &offset):
            offset = elapsed_offset(row, packet, now_ns)
        restart(row, source, packet, offset)
        switch = newest(row)
    outgoing = packet.index + switch.sequence_offset
    if outgoing < switch.first:
        return 0
    if outgoing >= row.next_index:
        note_sent(row, switch, packet, outgoing, now_ns)
    row.packets += 1
    row.octets += packet.size
    if row.allowance < RESEND_BURST:
        row.allowance += 1
    return render(
        out, packet, row.payload_types[source.kind], row.ssrc, <unsigned int>outgoing,
        packet.timestamp + switch.timestamp_offset, switch.picture_offset, switch.tl0_offset
    )


cdef int again(Row *row, unsigned int number, unsigned char *out) noexcept nogil:
    """Write the packet once sent under this number; 0 when that is no longer (or was never) known."""
    cdef long long highest = row.next_index - 1, outgoing
    cdef Switch *switch
    cdef Packet *packet
    cdef int i
    outgoing = highest + distance(number, <unsigned int>(highest & 0xFFFF))
    if row.packets == 0 or outgoing > highest or row.allowance == 0:
        return 0
    for i in range(row.switch_count):
        switch = &row.switches[(row.newest - i + SWITCHES) % SWITCHES]
        if outgoing >= switch.first:
            packet = remembered(switch.source, outgoing - switch.sequence_offset)
            if packet == NULL:
                return 0
            row.allowance -= 1
            return render(
                out, packet, row.payload_types[switch.source.kind], row.ssrc, <unsigned int>outgoing,
                packet.timestamp + switch.timestamp_offset, switch.picture_offset, switch.tl0_offset
            )
    return 0


cdef int report(Row *row, double now, long long now_ns, unsigned char *out) noexcept nogil:
    """Write the sender report and CNAME that are due (RFC 3550 §6.4.1, §6.5); 0 when none is."""
    cdef Source *source = row.current
    cdef long long elapsed
    cdef double phase, due
    cdef int words
    if source == NULL or not source.has_clock or row.packets == 0 or now < row.report_at <= now + 10.0:
        return 0
    phase = <unsigned int>(row.spread * 0x9E3779B1U) / 4294967296.0 * 5.0
    due = phase + 5.0 * (floor((now - phase) / 5.0) + 1.0)
    row.report_at = due if due - now >= 1.0 else due + 5.0
    elapsed = now_ns - source.clock_at_ns
    put32(out, 0x80C80006U)
    put32(out + 4, row.ssrc)
    put64(out + 8, source.ntp + (<unsigned long long>(elapsed // 1000000000) << 32)
          + (<unsigned long long>(elapsed % 1000000000) << 32) // 1000000000)
    put32(out + 16, source.clock_timestamp + <unsigned int>scaled(elapsed, source.clock_rate) + newest(row).timestamp_offset)
    put32(out + 20, <unsigned int>row.packets)
    put32(out + 24, <unsigned int>row.octets)
    words = 1 + (2 + row.peer.cname_size + 4) // 4
    put32(out + 28, 0x81CA0000U | <unsigned int>words)
    put32(out + 32, row.ssrc)
    memset(out + 36, 0, 4 * words - 4)
    out[36] = 1
    out[37] = <unsigned char>row.peer.cname_size
    memcpy(out + 38, row.peer.cname, row.peer.cname_size)
    return 32 + 4 * words
