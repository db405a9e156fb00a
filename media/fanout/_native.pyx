# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The native fan-out kernel: ``reference.py`` in a thread of its own.

``_wire.pxi`` parses and renders packets, ``_rows.pxi`` holds sources, rows and switches, ``_engine.pxi`` the ring, the thread
and the sending.  This file is what Python sees: it checks, copies and puts operations into the ring.
"""

from libc.stdlib cimport calloc, free, malloc, realloc
from libc.string cimport memcmp, memcpy, memset
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE

import os
from collections import deque

from pylibsrtp._binding import ffi, lib

from media.fanout.arguments import check_address, check_bus, check_cname, check_row, check_source, zone_of

include "_wire.pxi"


cdef extern from "<netinet/in.h>" nogil:
    struct sockaddr_storage:
        pass


include "_rows.pxi"
include "_engine.pxi"

cdef dict KINDS = {"opus": OPUS, "vp8": VP8, "h264": H264}


cdef class _Handle:
    """What Python holds of a peer, row or source: the thread's struct, and what must outlive it."""

    cdef void *at
    cdef object session
    cdef list rows
    cdef int kind
    cdef object kinds


cdef class NativeKernel:
    """See :class:`media.fanout.kernel.Kernel`.

    ``clock``: monotonic nanoseconds (tests).  ``ring``: operations it holds, a power of two; media is refused from half of it
    on (counter ``overflow``), what changes peers and rows waits for room.  ``late_ms``: packets that waited longer in the
    ring are dropped (``overflow``): an overloaded kernel loses sound, it does not delay it.  0 turns this off.
    """

    cdef Engine *engine
    cdef object clock
    cdef dict peers
    cdef dict rows
    cdef dict sources
    cdef object leaving
    cdef long long errors
    cdef long long nack_ignored
    cdef long long overflow
    cdef list sockets
    cdef dict last_counters
    cdef bint running
    cdef readonly str name

    def __cinit__(self, int fd_ipv4, int fd_ipv6=-1, *, clock=None, int ring=4096, int late_ms=500):
        self.name = "native"
        self.clock = clock
        self.peers, self.rows, self.sources = {}, {}, {}
        self.leaving = deque()
        self.sockets = []
        if ring < 8 or ring & (ring - 1):
            raise ValueError("the ring holds a power of two of operations")
        self.engine = <Engine *>calloc(1, sizeof(Engine))
        if self.engine == NULL:
            raise MemoryError
        self.engine.pipe = -1
        self.engine.ring = <Op *>calloc(ring, sizeof(Op))
        self.engine.room = ring
        self.engine.late_ns = <long long>late_ms * 1000000
        self.engine.protect = <protect_function><size_t>int(ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_protect")))
        self.engine.protect_rtcp = <protect_function><size_t>int(
            ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_protect_rtcp"))
        )
        if self.engine.ring == NULL:
            raise MemoryError
        self.open_batch(0, fd_ipv4)
        self.open_batch(1, fd_ipv6)
        self.engine.wake = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)
        if self.engine.wake < 0:
            raise OSError("no eventfd for the fan-out")
        self.sockets.append(self.engine.wake)
        pthread_mutex_init(&self.engine.lock, NULL)
        pthread_cond_init(&self.engine.progress, NULL)
        if start_quietly(&self.engine.thread, run_thread, self.engine) != 0:
            raise OSError("no thread for the fan-out")
        self.running = True

    cdef open_batch(self, int family, int fd):
        cdef Batch *batch
        if fd < 0:
            return
        batch = self.engine.batches[family] = <Batch *>calloc(1, sizeof(Batch))
        if batch == NULL:
            raise MemoryError
        batch.fd = os.dup(fd)
        batch.segment = True
        self.sockets.append(batch.fd)

    cdef free_engine(self):
        if self.engine != NULL:
            if self.engine.pipe >= 0:
                os.close(self.engine.pipe)
            free(self.engine.batches[0])
            free(self.engine.batches[1])
            free(self.engine.ring)
            free(self.engine)
            self.engine = NULL
        while self.sockets:
            os.close(self.sockets.pop())

    def __del__(self):
        self.close()   # before the collector takes apart what the thread still uses

    # --- peers, rows, sources: never lost ---

    cdef push_change(self, int kind, void *subject, void *data=NULL, int size=0, long long now_ns=0, unsigned long long ntp=0):
        cdef Op op
        memset(&op, 0, sizeof(Op))
        op.kind, op.size, op.subject, op.data, op.now_ns, op.ntp = kind, size, subject, data, now_ns, ntp
        if not push(self.engine, &op, self.engine.room, False):
            with nogil:
                push(self.engine, &op, self.engine.room, True)

    cdef long long now_ns(self) except? -1:
        return monotonic_ns() if self.clock is None else self.clock()

    cdef release_sessions(self):
        """Let go of the sessions of peers whose removal has been carried out."""
        cdef long long done = counter_get(&self.engine.done)
        while self.leaving and self.leaving[0][0] <= done:
            self.leaving.popleft()

    def add_peer(self, peer, session, address, *, cname):
        cdef _Handle handle = _Handle()
        cdef Peer *made
        cdef sockaddr_storage filled
        cdef unsigned int size
        cdef int family
        cdef size_t pointer
        cdef bytes name = check_cname(cname)
        if self.engine == NULL:
            raise RuntimeError("the kernel is closed")
        if peer in self.peers:
            raise ValueError(f"peer {peer} is there already")
        check_address(address)
        self.release_sessions()
        size = fill_address(&filled, &family, address)
        pointer = int(ffi.cast("uintptr_t", session._srtp[0]))
        made = <Peer *>calloc(1, sizeof(Peer))
        if made == NULL:
            raise MemoryError
        made.address, made.address_size, made.family, made.session = filled, size, family, <void *>pointer
        made.cname_size = <int>len(name)
        memcpy(made.cname, PyBytes_AS_STRING(name), made.cname_size)
        handle.at, handle.session, handle.rows = made, session, []
        self.peers[peer] = handle
        self.push_change(OP_ADD_PEER, made)

    def set_address(self, peer, address):
        cdef _Handle handle = self.peers.get(peer)
        cdef sockaddr_storage filled
        cdef sockaddr_storage *copy
        cdef int family
        cdef unsigned int size = fill_address(&filled, &family, address)
        if handle is None:
            return
        copy = <sockaddr_storage *>malloc(sizeof(sockaddr_storage))
        if copy == NULL:
            raise MemoryError
        copy[0] = filled
        self.push_change(OP_SET_ADDRESS, handle.at, copy, <int>(size << 1) | family)

    def remove_peer(self, peer):
        cdef _Handle handle = self.peers.pop(peer, None)
        if handle is None:
            return
        for row in handle.rows:
            del self.rows[row]
        self.push_change(OP_REMOVE_PEER, handle.at)
        self.leaving.append((self.engine.head, handle.session))
        self.release_sessions()

    def add_row(
        self, row, peer, *, unsigned int ssrc, payload_types, int clock_rate, int first_sequence_number,
        unsigned int timestamp=0
    ):
        cdef _Handle owner, handle = _Handle()
        cdef Row *made
        cdef unsigned char numbers[3]
        cdef unsigned int spread
        if row in self.rows:
            raise ValueError(f"row {row} is there already")
        check_row(payload_types, clock_rate, first_sequence_number)
        owner = self.peers[peer]
        spread = row & 0xFFFFFFFFU
        memset(numbers, 0, 3)
        for kind, number in payload_types.items():
            numbers[<int>KINDS[kind]] = number
        handle.kinds = frozenset(KINDS[kind] for kind in payload_types)
        made = <Row *>calloc(1, sizeof(Row))
        if made == NULL:
            raise MemoryError
        made.peer = <Peer *>owner.at
        made.ssrc, made.clock_rate, made.next_index, made.last_timestamp = ssrc, clock_rate, first_sequence_number, timestamp
        made.last_picture = made.last_tl0 = made.newest = -1
        made.allowance = RESEND_BURST
        made.spread = spread
        memcpy(made.payload_types, numbers, 3)
        handle.at = made
        self.rows[row] = handle
        owner.rows.append(row)
        self.push_change(OP_ADD_ROW, made)

    def add_source(self, source, kind, *, int clock_rate, int history, bus=""):
        cdef _Handle handle = _Handle()
        cdef Source *made
        cdef bytes name = check_bus(kind, bus)
        if source in self.sources:
            raise ValueError(f"source {source} is there already")
        check_source(kind, clock_rate, history)
        if self.engine == NULL:
            raise RuntimeError("the kernel is closed")
        made = <Source *>calloc(1, sizeof(Source))
        if made != NULL:
            made.slots = <Packet **>calloc(history, sizeof(Packet *))
        if made == NULL or made.slots == NULL:
            free(made)
            raise MemoryError
        made.kind, made.capacity, made.clock_rate, made.bad_number = KINDS[kind], history, clock_rate, -1
        made.alive, made.references = True, 1
        handle.at, handle.kind = made, made.kind
        self.sources[source] = handle   # no operation: the thread meets it with its first packet or row
        if name:
            made.bus_size = <int>len(name)
            memcpy(made.bus, PyBytes_AS_STRING(name), made.bus_size)
            self.push_change(OP_NAME_SOURCE, made)

    def remove_source(self, source):
        cdef _Handle handle = self.sources.pop(source, None)
        if handle is not None:
            self.push_change(OP_REMOVE_SOURCE, handle.at)

    def set_clock(self, source, unsigned long long ntp, unsigned int rtp_timestamp):
        cdef _Handle handle = self.sources.get(source)
        if handle is not None:
            self.push_change(OP_SET_CLOCK, handle.at, NULL, <int>rtp_timestamp, self.now_ns(), ntp)

    def attach(self, row, source):
        cdef _Handle handle = self.rows.get(row), target
        if handle is None:
            return
        if source is None:
            self.push_change(OP_ATTACH, handle.at)
            return
        target = self.sources[source]
        if target.kind not in handle.kinds:
            raise ValueError(f"row {row} has no payload type for the source")
        self.push_change(OP_ATTACH, handle.at, target.at)

    # --- media: refused when the ring is half full ---

    cdef bint push_media(self, int kind, void *subject, void *data, int size, long long now_ns=0, double now=0.0):
        cdef Op op
        memset(&op, 0, sizeof(Op))
        op.kind, op.size, op.subject, op.data, op.now_ns, op.now = kind, size, subject, data, now_ns, now
        op.queued_ns = monotonic_ns()
        return push(self.engine, &op, self.engine.room // 2, False)

    def forward(self, source, packets):
        cdef _Handle handle = self.sources.get(source)
        cdef Packet *first = NULL
        cdef Packet **tail = &first
        cdef int count = 0
        cdef bytes data
        if handle is None:
            self.errors += len(packets)
            return
        try:
            for packet in packets:
                data = packet if type(packet) is bytes else bytes(memoryview(packet))
                tail[0] = parse_packet(handle.kind, <const unsigned char *>PyBytes_AS_STRING(data), PyBytes_GET_SIZE(data))
                if tail[0] == NULL:
                    self.errors += 1
                    continue
                tail = &tail[0].next
                count += 1
        except:
            free_packets(first)
            raise
        if count and not self.push_media(OP_FORWARD, handle.at, first, count, self.now_ns()):
            free_packets(first)
            self.overflow += count

    def read_pipe(self, int fd):
        if self.engine == NULL:
            raise RuntimeError("the kernel is closed")
        self.push_change(OP_READ_PIPE, NULL, NULL, os.dup(fd))
        return True

    def bus_message(self, message):
        cdef bytes data = bytes(memoryview(message))
        cdef Py_ssize_t size = PyBytes_GET_SIZE(data)
        cdef void *copy
        if self.engine == NULL or size > 2 * MAX_PACKET:
            self.errors += 1
            return
        copy = malloc(size + 2)
        if copy == NULL:
            raise MemoryError
        memset(copy, 0, 2)
        memcpy(copy, PyBytes_AS_STRING(data), size)
        if not self.push_media(OP_BUS, NULL, copy, <int>size, self.now_ns()):
            free(copy)
            self.overflow += 1

    def resend(self, row, sequence_numbers):
        cdef _Handle handle = self.rows.get(row)
        cdef int i, count = <int>len(sequence_numbers)
        cdef unsigned short *numbers
        if handle is None or not count:
            self.nack_ignored += count
            return
        numbers = <unsigned short *>malloc(count * sizeof(unsigned short))
        if numbers == NULL:
            raise MemoryError
        try:
            for i in range(count):
                numbers[i] = sequence_numbers[i] & 0xFFFF
        except:
            free(numbers)
            raise
        if not self.push_media(OP_RESEND, handle.at, numbers, count):
            free(numbers)
            self.nack_ignored += count

    def send_control(self, peer, compound):
        cdef _Handle handle = self.peers.get(peer)
        cdef bytes data = bytes(memoryview(compound))
        cdef Py_ssize_t size = PyBytes_GET_SIZE(data)
        cdef void *copy
        if handle is None or not 8 <= size <= MAX_PACKET:
            self.errors += 1
            return
        copy = malloc(size)
        if copy == NULL:
            raise MemoryError
        memcpy(copy, PyBytes_AS_STRING(data), size)
        self.push_change(OP_CONTROL, handle.at, copy, <int>size)

    def send_reports(self, double now):
        if self.engine != NULL:
            self.push_media(OP_REPORTS, NULL, NULL, 0, self.now_ns(), now)   # refused: the next call is soon
            self.release_sessions()

    # --- state ---

    def counters(self):
        cdef Counters *c
        cdef long long queued
        if self.engine == NULL:
            return dict(self.last_counters)
        self.release_sessions()
        c = &self.engine.counters
        queued = self.engine.head - counter_get(&self.engine.tail)
        return {
            "sent": counter_get(&c.sent),
            "sent_bytes": counter_get(&c.sent_bytes),
            "dropped": counter_get(&c.dropped),
            "resent": counter_get(&c.resent),
            "nack_ignored": counter_get(&c.nack_ignored) + self.nack_ignored,
            "errors": counter_get(&c.errors) + self.errors,
            "busy_ns": counter_get(&c.busy_ns),
            "queue": queued,
            "overflow": counter_get(&c.overflow) + self.overflow,
            "bus_packets": counter_get(&c.bus_packets),
            "bus_unknown": counter_get(&c.bus_unknown),
        }

    def flush(self):
        if self.engine != NULL:
            with nogil:
                wait_done(self.engine)
            self.release_sessions()

    def close(self):
        if not self.running:
            self.free_engine()   # never started, or closed already
            return
        self.running = False
        for peer in list(self.peers):
            self.remove_peer(peer)
        for source in list(self.sources):
            self.remove_source(source)
        self.push_change(OP_STOP, NULL)
        with nogil:
            pthread_join(self.engine.thread, NULL)
        self.last_counters = self.counters()
        self.leaving.clear()
        pthread_mutex_destroy(&self.engine.lock)
        pthread_cond_destroy(&self.engine.progress)
        self.free_engine()


cdef extern from * nogil:
    """
    static unsigned make_address(struct sockaddr_storage *out, int ipv6, const char *packed, int port, unsigned scope)
    {
        memset(out, 0, sizeof *out);
        if (ipv6) {
            struct sockaddr_in6 *a = (struct sockaddr_in6 *)out;
            a->sin6_family = AF_INET6;
            a->sin6_port = htons(port);
            a->sin6_scope_id = scope;
            memcpy(&a->sin6_addr, packed, 16);
            return sizeof *a;
        } else {
            struct sockaddr_in *a = (struct sockaddr_in *)out;
            a->sin_family = AF_INET;
            a->sin_port = htons(port);
            memcpy(&a->sin_addr, packed, 4);
            return sizeof *a;
        }
    }
    """
    unsigned int make_address(sockaddr_storage *, int, const char *, int, unsigned int)


cdef unsigned int fill_address(sockaddr_storage *out, int *family, address) except 0:
    cdef bytes packed = check_address(address)
    family[0] = len(packed) == 16
    return make_address(out, family[0], PyBytes_AS_STRING(packed), address[1], zone_of(address))
