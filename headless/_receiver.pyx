# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The native receiver of the load generator: ``headless/load_receiver.py`` in a thread of its own, without the interpreter's
lock.

The thread waits for the sockets of those who connect, and takes what came with the kernel's receive stamps
(SO_TIMESTAMPNS).  Who hears sound is no longer waited for but looked at every ``round_ms``: no wake-up is charged to the
sender's packets, one system call takes several of them, and the stamps are the kernel's, so no figure depends on it.  What
Python must see (STUN, DTLS, first sound, watched packets) goes into a bounded buffer; overflow policy: the newest is dropped
and counted.

One lock guards everything; the thread holds it for one socket at a time.
"""

from libc.stdlib cimport calloc, free
from libc.string cimport memcpy, memset

import os

from pylibsrtp._binding import ffi, lib

from headless.load_counts import AUDIO_PAYLOAD_TYPE, BINS, BIN_NS, Stream


cdef extern from "<pthread.h>" nogil:
    ctypedef struct pthread_mutex_t:
        pass
    ctypedef unsigned long pthread_t
    int pthread_mutex_init(pthread_mutex_t *, void *)
    int pthread_mutex_destroy(pthread_mutex_t *)
    int pthread_mutex_lock(pthread_mutex_t *)
    int pthread_mutex_unlock(pthread_mutex_t *)
    int pthread_create(pthread_t *, void *, void *(*)(void *) noexcept nogil, void *)
    int pthread_join(pthread_t, void **)


cdef extern from *:
    """
    #include <errno.h>
    #include <string.h>
    #include <sys/epoll.h>
    #include <sys/socket.h>
    #include <sys/uio.h>
    #include <time.h>
    #include <unistd.h>

    #define DATAGRAMS 8
    #define DATAGRAM 2048
    #define CONTROL 96

    typedef struct {
        struct mmsghdr headers[DATAGRAMS];
        struct iovec vectors[DATAGRAMS];
        char controls[DATAGRAMS][CONTROL];
        unsigned char data[DATAGRAMS][DATAGRAM];
    } inbox_t;

    static int inbox_receive(int fd, inbox_t *box)
    {
        for (int i = 0; i < DATAGRAMS; i++) {
            struct msghdr *h = &box->headers[i].msg_hdr;
            box->vectors[i].iov_base = box->data[i];
            box->vectors[i].iov_len = DATAGRAM;
            h->msg_name = 0; h->msg_namelen = 0;
            h->msg_iov = &box->vectors[i]; h->msg_iovlen = 1;
            h->msg_control = box->controls[i]; h->msg_controllen = CONTROL;
            h->msg_flags = 0;
        }
        return recvmmsg(fd, box->headers, DATAGRAMS, MSG_DONTWAIT, 0);
    }

    static long long inbox_stamp(inbox_t *box, int i, unsigned *overflow)
    {
        struct msghdr *h = &box->headers[i].msg_hdr;
        long long stamp = 0;
        for (struct cmsghdr *c = CMSG_FIRSTHDR(h); c; c = CMSG_NXTHDR(h, c)) {
            if (c->cmsg_level != SOL_SOCKET) continue;
            if (c->cmsg_type == SCM_TIMESTAMPNS) {
                struct timespec t;
                memcpy(&t, CMSG_DATA(c), sizeof t);
                stamp = t.tv_sec * 1000000000LL + t.tv_nsec;
            } else if (c->cmsg_type == SO_RXQ_OVFL) {
                memcpy(overflow, CMSG_DATA(c), sizeof *overflow);
            }
        }
        return stamp;
    }

    static int watch_socket(int epoll, int fd, unsigned index)
    {
        int on = 1;
        struct epoll_event event = { .events = EPOLLIN, .data.u32 = index };
        setsockopt(fd, SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
        setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
        return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    }

    static long long real_ns(void)
    {
        struct timespec t;
        clock_gettime(CLOCK_REALTIME, &t);
        return t.tv_sec * 1000000000LL + t.tv_nsec;
    }

    static long long unix_ns(unsigned seconds, unsigned fraction)
    {
        return ((long long)seconds - 2208988800LL) * 1000000000LL + (long long)((unsigned long long)fraction * 1000000000ULL >> 32);
    }

    static long long clock_units(long long stamp, long long rate)
    {
        return stamp / 1000000000 * rate + stamp % 1000000000 * rate / 1000000000;
    }

    static long long monotonic_ns(void)
    {
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec * 1000000000LL + t.tv_nsec;
    }
    """
    struct mmsghdr:
        unsigned int msg_len
    ctypedef struct inbox_t:
        unsigned char data[8][2048]
        mmsghdr headers[8]
    struct epoll_data:
        unsigned int u32
    struct epoll_event:
        unsigned int events
        epoll_data data
    int EPOLL_CLOEXEC, EPOLL_CTL_DEL
    int epoll_create1(int) nogil
    int epoll_ctl(int, int, int, epoll_event *) nogil
    int epoll_wait(int, epoll_event *, int, int) nogil
    int inbox_receive(int, inbox_t *) nogil
    long long inbox_stamp(inbox_t *, int, unsigned int *) nogil
    int watch_socket(int, int, unsigned int)
    long long real_ns() nogil
    long long unix_ns(unsigned int, unsigned int) nogil
    long long clock_units(long long, long long) nogil
    long long monotonic_ns() nogil
    ssize_t write(int, const void *, size_t) nogil


ctypedef int (*unprotect_function)(void *, void *, int *) noexcept nogil

cdef enum:
    STREAMS = 8
    DATAGRAMS = 8
    READY = 512
    DATAGRAM = 2048
    TICK = 960
    LONGEST = 5760
    DEF_BINS = 6000
    EVENT_HEAD = 24
    EVENT_ROOM = 4194304

cdef enum:
    EVENT_DATAGRAM = 0
    EVENT_SOUND = 1
    EVENT_WATCHED = 2

cdef struct StreamState:
    unsigned int ssrc
    bint begun
    long long first
    long long highest
    long long received
    long long duplicates
    unsigned long long window
    long long stamp           # of the last packet
    long long transit
    double jitter
    unsigned int timestamp
    unsigned int duration     # of a packet, in timestamp units; 0: not known yet
    unsigned int sr_middle
    unsigned int sr_timestamp
    long long sr_ns           # Unix nanoseconds the report speaks of
    long long sr_stamp

cdef struct ListenerState:
    bint used
    bint watched
    bint heard
    int fd
    int place                 # among those looked at in rounds; -1: waited for
    void *session
    long long packets
    unsigned int overflow
    unsigned int overflow_before
    StreamState streams[STREAMS]

cdef struct Engine:
    unprotect_function unprotect
    unprotect_function unprotect_rtcp
    pthread_t thread
    pthread_mutex_t lock
    inbox_t *box
    ListenerState *listeners
    unsigned int capacity
    int epoll
    int wake
    long long round_ns
    unsigned int *patient     # listeners looked at in rounds
    unsigned int patients
    unsigned int looked       # how far the round has come
    int every
    int audio_type
    bint stopping
    long long bin_ns
    long long capture_ns
    unsigned char *events
    long long used
    bint told
    long long packets, octets, decrypted, refused, unknown, early, dropped_events
    unsigned int gaps[DEF_BINS]
    unsigned int delays[DEF_BINS]


cdef inline unsigned int word(const unsigned char *at) noexcept nogil:
    return (<unsigned int>at[0] << 24) | (<unsigned int>at[1] << 16) | (<unsigned int>at[2] << 8) | at[3]


cdef void tell(Engine *e, unsigned int index, unsigned int kind, long long stamp, const unsigned char *data, int size) noexcept nogil:
    cdef unsigned int head[6]
    cdef unsigned long long one = 1
    if e.used + EVENT_HEAD + size > EVENT_ROOM:
        e.dropped_events += 1
        return
    head[0], head[1], head[2], head[3] = index, kind, <unsigned int>size, 0
    memcpy(&head[4], &stamp, 8)
    memcpy(e.events + e.used, head, EVENT_HEAD)
    memcpy(e.events + e.used + EVENT_HEAD, data, size)
    e.used += EVENT_HEAD + size
    if not e.told:
        e.told = True
        write(e.wake, &one, 8)


cdef inline void add_to(unsigned int *histogram, long long value, long long bin_ns) noexcept nogil:
    cdef long long at = value // bin_ns
    histogram[0 if at < 0 else (DEF_BINS - 1 if at >= DEF_BINS else at)] += 1


cdef StreamState *stream_of(ListenerState *l, unsigned int ssrc) noexcept nogil:
    cdef int i
    for i in range(STREAMS):
        if l.streams[i].begun and l.streams[i].ssrc == ssrc:
            return &l.streams[i]
        if not l.streams[i].begun:
            l.streams[i].ssrc = ssrc
            return &l.streams[i]
    return NULL


cdef bint count_number(StreamState *s, unsigned short number) noexcept nogil:
    """Extended sequence numbers, and a window of 64 against duplicates; True for the one right after the last."""
    cdef long long extended
    cdef short step
    if not s.begun:
        s.begun = True
        s.first = s.highest = number
        s.received, s.window = 1, 1
        return False
    step = <short>(number - <unsigned short>(s.highest & 0xFFFF))
    extended = s.highest + step
    if step > 0:
        s.window = (s.window << step) | 1 if step < 64 else 1
        s.highest = extended
    elif -step < 64:
        if s.window >> -step & 1:
            s.duplicates += 1
            return False
        s.window |= <unsigned long long>1 << -step
    if extended >= s.first:
        s.received += 1
    return step == 1


cdef void note_time(
    Engine *e, StreamState *s, bint audio, bint follows, unsigned int timestamp, long long stamp
) noexcept nogil:
    """A packet of several ticks' sound could not be sent before the last of them: its delay counts from there."""
    cdef long long rate = 48000 if audio else 90000, transit, change
    transit = clock_units(stamp, rate) - timestamp
    if s.stamp:
        if audio:
            add_to(e.gaps, stamp - s.stamp, e.bin_ns)
        change = <int>(<unsigned int>(transit - s.transit))
        s.jitter += ((change if change >= 0 else -change) - s.jitter) / 16
    if follows and audio and TICK <= timestamp - s.timestamp <= LONGEST:
        s.duration = timestamp - s.timestamp
    s.transit = transit
    s.stamp = stamp
    s.timestamp = timestamp
    if audio and s.sr_ns:
        change = <int>(timestamp - s.sr_timestamp) + (s.duration - TICK if s.duration else 0)
        add_to(e.delays, stamp - (s.sr_ns + e.capture_ns + change * 1000000 // 48), e.bin_ns)


cdef void wait_no_more(Engine *e, unsigned int index, ListenerState *l) noexcept nogil:
    cdef epoll_event event
    epoll_ctl(e.epoll, EPOLL_CTL_DEL, l.fd, &event)
    l.place = e.patients
    e.patient[e.patients] = index
    e.patients += 1


cdef void look_no_more(Engine *e, ListenerState *l) noexcept nogil:
    cdef unsigned int last = e.patient[e.patients - 1]
    e.patients -= 1
    e.patient[l.place] = last
    e.listeners[last].place = l.place
    l.place = -1


cdef void take_rtp(Engine *e, unsigned int index, ListenerState *l, unsigned char *data, int size, long long stamp) noexcept nogil:
    cdef StreamState *s = stream_of(l, word(data + 8))
    cdef bint audio = data[1] & 0x7F == e.audio_type
    cdef unsigned short number = <unsigned short>(data[2] << 8 | data[3])
    if s == NULL:
        e.unknown += 1
        return
    l.packets += 1
    e.packets += 1
    e.octets += size
    note_time(e, s, audio, count_number(s, number), word(data + 4), stamp)
    if l.session == NULL:
        e.early += 1
        return
    if l.heard and not l.watched and l.packets % e.every:
        return
    if e.unprotect(l.session, data, &size) != 0:
        e.refused += 1
        return
    e.decrypted += 1
    if not l.heard:
        l.heard = True
        wait_no_more(e, index, l)
        tell(e, index, EVENT_SOUND, real_ns(), data, 12)
    if l.watched:
        tell(e, index, EVENT_WATCHED, stamp, data, size)


cdef void take_rtcp(Engine *e, ListenerState *l, unsigned char *data, int size, long long stamp) noexcept nogil:
    """A sender report says when the sound of an RTP timestamp was captured."""
    cdef StreamState *s
    if l.session == NULL or e.unprotect_rtcp(l.session, data, &size) != 0:
        e.refused += l.session != NULL
        return
    if size < 28 or data[1] != 200:
        return
    s = stream_of(l, word(data + 4))
    if s == NULL or not s.begun:
        return
    s.sr_middle = word(data + 10)
    s.sr_stamp = stamp
    s.sr_timestamp = word(data + 16)
    s.sr_ns = unix_ns(word(data + 8), word(data + 12))


cdef void take(Engine *e, unsigned int index, ListenerState *l, unsigned char *data, int size, long long stamp) noexcept nogil:
    if size >= 12 and 128 <= data[0] < 192:
        if 192 <= data[1] <= 223:
            take_rtcp(e, l, data, size, stamp)
        else:
            take_rtp(e, index, l, data, size, stamp)
    elif size:
        tell(e, index, EVENT_DATAGRAM, stamp, data, size)


cdef void drain(Engine *e, unsigned int index) noexcept nogil:
    """With the lock held."""
    cdef ListenerState *l = &e.listeners[index]
    cdef int i, count = DATAGRAMS
    while l.used and count == DATAGRAMS:
        count = inbox_receive(l.fd, e.box)
        for i in range(count if count > 0 else 0):
            stamp = inbox_stamp(e.box, i, &l.overflow)
            take(e, index, l, e.box.data[i], <int>e.box.headers[i].msg_len, stamp if stamp else real_ns())


cdef void look_at_some(Engine *e, unsigned int until) noexcept nogil:
    """Go on with the round, one socket at a time under the lock."""
    while e.looked < until:
        pthread_mutex_lock(&e.lock)
        if e.looked < e.patients:
            drain(e, e.patient[e.looked])
        e.looked += 1
        pthread_mutex_unlock(&e.lock)


cdef void *work(void *argument) noexcept nogil:
    """Who connects is served at once, the others in rounds that are spread over their time."""
    cdef Engine *e = <Engine *>argument
    cdef epoll_event ready[READY]
    cdef int i, count
    cdef long long begun = monotonic_ns(), share
    while not e.stopping:
        count = epoll_wait(e.epoll, ready, READY, 1)
        for i in range(count if count > 0 else 0):
            pthread_mutex_lock(&e.lock)
            drain(e, ready[i].data.u32)
            pthread_mutex_unlock(&e.lock)
        share = (monotonic_ns() - begun) * e.patients // e.round_ns
        if share >= e.patients:
            look_at_some(e, e.patients)
            e.looked = 0
            begun = monotonic_ns()
        else:
            look_at_some(e, <unsigned int>share)
    return NULL


cdef class NativeReceiver:
    """See :class:`headless.load_receiver.Receiver`."""

    cdef Engine *engine
    cdef dict sessions
    cdef bint running
    cdef readonly str name

    def __cinit__(self, unsigned int capacity, *, int every=50, int round_ms=40, long long capture_ns=0):
        if BINS != DEF_BINS:
            raise RuntimeError("built for other histograms: build it anew")
        if every < 1 or round_ms < 1:
            raise ValueError("every and round_ms count from one")
        self.name = "native"
        self.sessions = {}
        self.engine = <Engine *>calloc(1, sizeof(Engine))
        if self.engine == NULL:
            raise MemoryError
        self.engine.epoll = self.engine.wake = -1
        self.engine.listeners = <ListenerState *>calloc(capacity, sizeof(ListenerState))
        self.engine.events = <unsigned char *>calloc(1, EVENT_ROOM)
        self.engine.patient = <unsigned int *>calloc(capacity, sizeof(int))
        self.engine.box = <inbox_t *>calloc(1, sizeof(inbox_t))
        if not (self.engine.listeners and self.engine.events and self.engine.patient and self.engine.box):
            raise MemoryError
        self.engine.capacity, self.engine.every, self.engine.round_ns = capacity, every, <long long>round_ms * 1000000
        self.engine.bin_ns, self.engine.capture_ns = BIN_NS, capture_ns
        self.engine.audio_type = AUDIO_PAYLOAD_TYPE
        self.engine.unprotect = <unprotect_function><size_t>int(ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_unprotect")))
        self.engine.unprotect_rtcp = <unprotect_function><size_t>int(
            ffi.cast("uintptr_t", ffi.addressof(lib, "srtp_unprotect_rtcp"))
        )
        self.engine.epoll = epoll_create1(EPOLL_CLOEXEC)
        self.engine.wake = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        pthread_mutex_init(&self.engine.lock, NULL)
        if self.engine.epoll < 0 or pthread_create(&self.engine.thread, NULL, work, self.engine) != 0:
            raise OSError("no thread for the receiver")
        self.running = True

    def __del__(self):
        self.close()   # before the collector takes apart what the thread still uses

    cdef lock(self):
        if self.engine == NULL:
            raise RuntimeError("the receiver is closed")
        with nogil:
            pthread_mutex_lock(&self.engine.lock)

    cdef unlock(self):
        pthread_mutex_unlock(&self.engine.lock)

    cdef ListenerState *at(self, unsigned int index) except NULL:
        if self.engine == NULL or index >= self.engine.capacity:
            raise IndexError(index)
        return &self.engine.listeners[index]

    def add(self, index, sock):
        cdef ListenerState *l = self.at(index)
        cdef unsigned int number = index
        cdef int failed, fd = sock.fileno()
        self.remove(index)
        self.lock()
        memset(l, 0, sizeof(ListenerState))
        l.used, l.fd, l.place = True, fd, -1
        failed = watch_socket(self.engine.epoll, fd, number)
        l.used = failed == 0
        self.unlock()
        if failed:
            raise OSError("the socket cannot be watched")

    def secure(self, index, session):
        cdef ListenerState *l = self.at(index)
        cdef size_t pointer = int(ffi.cast("uintptr_t", session._srtp[0]))
        before = self.sessions.get(index)   # lives until the thread has the new one
        self.sessions[index] = session
        self.lock()
        l.session = <void *>pointer
        self.unlock()

    def watch(self, index, on):
        cdef ListenerState *l = self.at(index)
        cdef bint wanted = on
        self.lock()
        l.watched = wanted
        self.unlock()

    def remove(self, index):
        cdef ListenerState *l = self.at(index)
        cdef epoll_event event
        self.lock()
        if l.used and l.place >= 0:
            look_no_more(self.engine, l)
        elif l.used:
            epoll_ctl(self.engine.epoll, EPOLL_CTL_DEL, l.fd, &event)
        l.used, l.session = False, NULL
        self.unlock()
        self.sessions.pop(index, None)

    def fileno(self):
        if self.engine == NULL:
            raise RuntimeError("the receiver is closed")
        return self.engine.wake

    def take(self):
        cdef bytes data
        cdef long long at = 0, stamp
        cdef unsigned int head[6]
        try:
            os.eventfd_read(self.fileno())
        except BlockingIOError:
            pass
        self.lock()
        data = self.engine.events[: self.engine.used]
        self.engine.used = 0
        self.engine.told = False
        self.unlock()
        cdef const unsigned char *raw = data
        found = []
        while at < len(data):
            memcpy(head, raw + at, EVENT_HEAD)
            memcpy(&stamp, &head[4], 8)
            at += EVENT_HEAD
            found.append((head[0], head[1], stamp, data[at : at + head[2]]))
            at += head[2]
        return found

    def streams(self, index):
        cdef ListenerState *l = self.at(index)
        cdef StreamState *s
        cdef int i
        found = []
        self.lock()
        for i in range(STREAMS):
            s = &l.streams[i]
            if s.begun:
                found.append(Stream(s.ssrc, s.first, s.highest, s.received, s.duplicates, <int>s.jitter, s.sr_middle, s.sr_stamp))
        self.unlock()
        return found

    def totals(self):
        cdef Engine *e = self.engine
        cdef StreamState *s
        cdef long long lost = 0, duplicates = 0, overflow = 0, losing = 0, missing
        cdef unsigned int n
        cdef int i
        self.lock()
        with nogil:
            for n in range(e.capacity):
                missing = 0
                for i in range(STREAMS):
                    s = &e.listeners[n].streams[i]
                    if s.begun:
                        missing += s.highest - s.first + 1 - s.received
                        duplicates += s.duplicates
                lost += missing
                losing += missing > 0
                overflow += <unsigned int>(e.listeners[n].overflow - e.listeners[n].overflow_before)
        found = {
            "packets": e.packets, "octets": e.octets, "decrypted": e.decrypted, "refused": e.refused, "early": e.early,
            "unknown": e.unknown, "lost": lost, "losing": losing, "duplicates": duplicates, "overflow": overflow,
            "dropped_events": e.dropped_events,
        }
        self.unlock()
        return found

    def histogram(self, name):
        cdef bint gap = name == "gap"
        cdef unsigned int *values
        cdef int i
        self.lock()
        values = &self.engine.gaps[0] if gap else &self.engine.delays[0]
        found = [values[i] for i in range(DEF_BINS)]
        self.unlock()
        return found

    def reset(self):
        cdef Engine *e = self.engine
        cdef StreamState *s
        cdef unsigned int n
        cdef int i
        self.lock()
        memset(e.gaps, 0, sizeof(e.gaps))
        memset(e.delays, 0, sizeof(e.delays))
        e.packets = e.octets = e.decrypted = e.refused = e.early = e.unknown = e.dropped_events = 0
        for n in range(e.capacity):
            e.listeners[n].overflow_before = e.listeners[n].overflow
            for i in range(STREAMS):
                s = &e.listeners[n].streams[i]
                s.first, s.received, s.duplicates, s.stamp = s.highest + 1, 0, 0, 0
        self.unlock()

    def close(self):
        if self.engine == NULL:
            return
        if self.running:
            self.running = False
            self.engine.stopping = True
            with nogil:
                pthread_join(self.engine.thread, NULL)
            pthread_mutex_destroy(&self.engine.lock)
        if self.engine.epoll >= 0:
            os.close(self.engine.epoll)
        if self.engine.wake >= 0:
            os.close(self.engine.wake)
        free(self.engine.listeners)
        free(self.engine.events)
        free(self.engine.box)
        free(self.engine.patient)
        free(self.engine)
        self.engine = NULL
        self.sessions.clear()
