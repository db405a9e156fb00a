# Packets of a source: parsing on the caller's side, rendering in the thread.  The rules are those of packet.py and rows.py.

cdef enum:
    MAX_PACKET = 2048
    HEADER = 12
    OPUS = 0
    VP8 = 1
    H264 = 2

cdef struct Packet:
    Packet *next
    long long index
    unsigned int timestamp
    unsigned short number
    unsigned char marker
    unsigned char key
    short picture_at          # -1: the packet carries none
    short picture_bits
    short tl0_at
    unsigned short picture_id
    unsigned char tl0
    int size                  # of the payload
    unsigned char payload[1]


cdef inline unsigned int get32(const unsigned char *p) noexcept nogil:
    return (<unsigned int>p[0] << 24) | (<unsigned int>p[1] << 16) | (<unsigned int>p[2] << 8) | p[3]


cdef inline void put16(unsigned char *p, unsigned int value) noexcept nogil:
    p[0] = (value >> 8) & 0xFF
    p[1] = value & 0xFF


cdef inline void put32(unsigned char *p, unsigned int value) noexcept nogil:
    put16(p, value >> 16)
    put16(p + 2, value & 0xFFFF)


cdef inline void put64(unsigned char *p, unsigned long long value) noexcept nogil:
    put32(p, <unsigned int>(value >> 32))
    put32(p + 4, <unsigned int>value)


cdef Packet *new_packet(Py_ssize_t size) noexcept nogil:
    """Room for a payload, everything else unset; NULL when there is no memory."""
    cdef Packet *packet = <Packet *>malloc(sizeof(Packet) + size)
    if packet == NULL:
        return NULL
    packet.next = NULL
    packet.marker = packet.key = 0
    packet.picture_at = packet.tl0_at = -1
    packet.picture_bits = packet.picture_id = packet.tl0 = 0
    packet.size = <int>size
    return packet


cdef Packet *parse_packet(int kind, const unsigned char *data, Py_ssize_t size) noexcept nogil:
    """A packet of its own memory, stripped; NULL when it is malformed or there is no memory (RFC 3550 §5.1)."""
    cdef Py_ssize_t start, end = size
    cdef Packet *packet
    if size < HEADER or data[0] >> 6 != 2:
        return NULL
    start = HEADER + 4 * (data[0] & 0x0F)
    if data[0] & 0x10:
        if start + 4 > size:
            return NULL
        start += 4 + 4 * ((data[start + 2] << 8) | data[start + 3])
    if start > size:
        return NULL
    if data[0] & 0x20:
        if data[size - 1] == 0 or size - data[size - 1] < start:
            return NULL
        end -= data[size - 1]
    if HEADER + end - start > MAX_PACKET:
        return NULL
    packet = new_packet(end - start)
    if packet == NULL:
        return NULL
    packet.number = (data[2] << 8) | data[3]
    packet.timestamp = get32(data + 4)
    packet.marker = data[1] & 0x80
    packet.key = kind == OPUS
    memcpy(packet.payload, data + start, end - start)
    if kind != OPUS and packet.size and (parse_vp8(packet) if kind == VP8 else parse_h264(packet)) < 0:
        free(packet)
        return NULL
    return packet


cdef int parse_vp8(Packet *packet) noexcept nogil:
    """Fill in the positions and the key flag; -1 on a truncated descriptor (RFC 7741 §4.2)."""
    cdef const unsigned char *p = packet.payload
    cdef int size = packet.size, at = 1, present
    if size < 1:
        return -1
    if p[0] & 0x80:
        if size < 2:
            return -1
        present = p[1]
        at = 2
        if present & 0x80:
            if at >= size:
                return -1
            packet.picture_at, packet.picture_bits, packet.picture_id = at, 7, p[at] & 0x7F
            at += 1
            if p[at - 1] & 0x80:
                if at >= size:
                    return -1
                packet.picture_bits, packet.picture_id = 15, (packet.picture_id << 8) | p[at]
                at += 1
        if present & 0x40:
            if at >= size:
                return -1
            packet.tl0_at, packet.tl0 = at, p[at]
            at += 1
        if present & 0x30:
            at += 1
    if at > size:
        return -1
    packet.key = p[0] & 0x10 and not p[0] & 0x07 and at < size and not p[at] & 0x01
    return 0


cdef int parse_h264(Packet *packet) noexcept nogil:
    """Set the key flag: a sequence parameter set or an IDR slice begins here (RFC 6184 §5.2); -1 on anything malformed."""
    cdef const unsigned char *p = packet.payload
    cdef int size = packet.size, at = 1, length, kind
    packet.key = 0
    if size < 1:
        return -1
    kind = p[0] & 0x1F
    if kind == 28:
        if size < 2:
            return -1
        if p[1] & 0x80:
            packet.key = is_key_unit(p[1])
    elif kind != 24:
        packet.key = is_key_unit(kind)
    while kind == 24 and at < size and not packet.key:
        if at + 3 > size:
            return -1
        length = (p[at] << 8) | p[at + 1]
        at += 2
        if length == 0 or at + length > size:
            return -1
        packet.key = is_key_unit(p[at])
        at += length
    return 0


cdef inline bint is_key_unit(int first) noexcept nogil:
    return first & 0x1F == 5 or first & 0x1F == 7


cdef inline int render(
    unsigned char *out, const Packet *packet, unsigned int payload_type, unsigned int ssrc, unsigned int number,
    unsigned int timestamp, unsigned int picture_offset, unsigned int tl0_offset
) noexcept nogil:
    """The plain outgoing packet; returns its length."""
    cdef unsigned int picture
    out[0] = 0x80
    out[1] = <unsigned char>(payload_type | packet.marker)
    put16(out + 2, number & 0xFFFF)
    put32(out + 4, timestamp)
    put32(out + 8, ssrc)
    memcpy(out + HEADER, packet.payload, packet.size)
    if packet.picture_bits == 15:
        picture = (packet.picture_id + picture_offset) & 0x7FFF
        put16(out + HEADER + packet.picture_at, 0x8000 | picture)
    elif packet.picture_bits == 7:
        out[HEADER + packet.picture_at] = (packet.picture_id + picture_offset) & 0x7F
    if packet.tl0_at >= 0:
        out[HEADER + packet.tl0_at] = (packet.tl0 + tl0_offset) & 0xFF
    return HEADER + packet.size
