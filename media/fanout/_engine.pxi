# The thread: takes operations off the ring, protects, sends.  It never holds the GIL and never touches a Python object.

cdef extern from * nogil:
    """
    #include <errno.h>
    #include <math.h>
    #include <netinet/in.h>
    #include <netinet/udp.h>
    #include <poll.h>
    #include <pthread.h>
    #include <signal.h>
    #include <sys/eventfd.h>
    #include <sys/socket.h>
    #include <time.h>
    #include <unistd.h>
    #ifndef UDP_SEGMENT
    #define UDP_SEGMENT 103
    #endif
    #ifndef SOL_UDP
    #define SOL_UDP 17
    #endif

    /* One writer, other threads read: relaxed is enough for counters, release/acquire for what a ticket promises. */
    #define counter_add(p, v) __atomic_fetch_add((p), (long long)(v), __ATOMIC_RELAXED)
    #define counter_get(p) __atomic_load_n((p), __ATOMIC_ACQUIRE)
    #define counter_set(p, v) __atomic_store_n((p), (long long)(v), __ATOMIC_RELEASE)

    static long long monotonic_ns(void)
    {
        struct timespec t;
        clock_gettime(CLOCK_MONOTONIC, &t);
        return t.tv_sec * 1000000000LL + t.tv_nsec;
    }

    /* Room for the one control message of a burst: the segment size (UDP GSO). */
    typedef union { char bytes[CMSG_SPACE(sizeof(uint16_t))]; struct cmsghdr align; } segment_control;

    static void set_segment(struct msghdr *header, segment_control *control, int size)
    {
        struct cmsghdr *message;
        header->msg_control = control->bytes;
        header->msg_controllen = sizeof(control->bytes);
        message = CMSG_FIRSTHDR(header);
        message->cmsg_level = SOL_UDP;
        message->cmsg_type = UDP_SEGMENT;
        message->cmsg_len = CMSG_LEN(sizeof(uint16_t));
        *(uint16_t *)CMSG_DATA(message) = (uint16_t)size;
    }

    /* The thread takes no signals: Python's handlers and wake-up descriptor belong to the main thread. */
    static int start_quietly(pthread_t *thread, void *(*run)(void *), void *argument)
    {
        sigset_t all, before;
        int status;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        status = pthread_create(thread, NULL, run, argument);
        if (status == 0)
            pthread_setname_np(*thread, "fanout");
        pthread_sigmask(SIG_SETMASK, &before, NULL);
        return status;
    }
    """
    ctypedef struct pthread_t:
        pass
    ctypedef struct pthread_mutex_t:
        pass
    ctypedef struct pthread_cond_t:
        pass
    struct pollfd:
        int fd
        short events
        short revents
    ctypedef struct segment_control:
        pass
    struct iovec:
        void *iov_base
        size_t iov_len
    struct msghdr:
        void *msg_name
        unsigned int msg_namelen
        iovec *msg_iov
        size_t msg_iovlen
        void *msg_control
        size_t msg_controllen
        int msg_flags
    struct mmsghdr:
        msghdr msg_hdr
        unsigned int msg_len
    struct sockaddr_storage:
        pass
    int errno
    int EAGAIN, ENOBUFS, EINTR, EIO, EINVAL, EMSGSIZE, MSG_DONTWAIT, MSG_NOSIGNAL, MSG_TRUNC
    int POLLIN, EFD_NONBLOCK, EFD_CLOEXEC
    int eventfd(unsigned int, int)
    int poll(pollfd *, unsigned long, int)
    int close(int)
    ssize_t read(int, void *, size_t)
    ssize_t write(int, const void *, size_t)
    ssize_t recv(int, void *, size_t, int)
    double floor(double)
    int pthread_mutex_init(pthread_mutex_t *, void *)
    int pthread_mutex_lock(pthread_mutex_t *)
    int pthread_mutex_unlock(pthread_mutex_t *)
    int pthread_mutex_destroy(pthread_mutex_t *)
    int pthread_cond_init(pthread_cond_t *, void *)
    int pthread_cond_wait(pthread_cond_t *, pthread_mutex_t *)
    int pthread_cond_signal(pthread_cond_t *)
    int pthread_cond_broadcast(pthread_cond_t *)
    int pthread_cond_destroy(pthread_cond_t *)
    int pthread_join(pthread_t, void **)
    int start_quietly(pthread_t *, void *(*)(void *) noexcept nogil, void *)
    int sendmmsg(int, mmsghdr *, unsigned int, int)
    ssize_t sendmsg(int, msghdr *, int)
    long long monotonic_ns()
    void set_segment(msghdr *, segment_control *, int)
    void counter_add(long long *, long long)
    long long counter_get(long long *)
    void counter_set(long long *, long long)

ctypedef int (*protect_function)(void *, void *, int *) noexcept nogil

cdef enum:
    MESSAGES = 64             # a sendmmsg call
    SEGMENTS = 128            # packets in them
    BURST = 48                # packets in one GSO message at most
    BURST_BYTES = 60000
    TRAILER = 192             # SRTP_MAX_SRTCP_TRAILER_LEN is 168
    SLAB = 262144
    SLICE = 256               # packets between two looks at the ring
    RUN = 64                  # packets of one forward taken together
    BUS_BUCKETS = 1024        # a power of two
    PIPE_READS = 64           # messages taken from the pipe between two looks at the ring
    OPS = 64                  # operations between two looks at the pipe

cdef enum:
    PIPE_OPUS = 2             # bus/pipe.py

cdef long long FOREIGN_NS = 10000000000   # a timestamp further back is of another clock than this machine's

cdef enum:
    OP_STOP
    OP_ADD_PEER
    OP_SET_ADDRESS
    OP_REMOVE_PEER
    OP_ADD_ROW
    OP_REMOVE_SOURCE
    OP_SET_CLOCK
    OP_ATTACH
    OP_NAME_SOURCE
    OP_READ_PIPE
    OP_FORWARD
    OP_BUS
    OP_RESEND
    OP_CONTROL
    OP_REPORTS

cdef struct Op:
    int kind
    int size
    void *subject
    void *data
    long long now_ns
    long long queued_ns
    unsigned long long ntp
    double now

cdef struct Batch:
    int fd
    bint segment              # UDP GSO works on this socket
    int messages
    int segments
    int used
    Peer *last
    int last_size
    int last_total
    bint last_closed
    mmsghdr headers[MESSAGES]
    segment_control controls[MESSAGES]
    iovec vectors[SEGMENTS]
    unsigned char slab[SLAB]

cdef struct Counters:
    long long sent, sent_bytes, dropped, resent, nack_ignored, errors, busy_ns, overflow, bus_packets, bus_unknown

cdef struct Engine:
    protect_function protect
    protect_function protect_rtcp
    Batch *batches[2]
    Counters counters
    Peer *peers
    pthread_t thread
    pthread_mutex_t lock
    pthread_cond_t progress   # room in the ring, or all done
    Op *ring
    long long room            # a power of two
    long long head            # operations put in so far
    long long tail            # taken out so far
    long long done            # carried out, their datagrams sent
    bint blocked              # a caller waits for progress
    bint idle                 # the thread waits for work
    int wake                  # an eventfd: the ring is no longer empty
    int pipe                  # from the mixer; -1: none
    Source *buses[BUS_BUCKETS]
    unsigned char message[MAX_PACKET + 512]
    long long late_ns         # forwards that waited longer are dropped; 0: none


# --- sending ----------------------------------------------------------------------------------------------------------

cdef void count_failure(Engine *e, int error, long long packets) noexcept nogil:
    if error == EAGAIN or error == ENOBUFS:
        counter_add(&e.counters.dropped, packets)
    else:
        counter_add(&e.counters.errors, packets)


cdef void send_one_by_one(Engine *e, Batch *b, msghdr *burst) noexcept nogil:
    """A burst the system would not segment: each packet of it on its own."""
    cdef msghdr single = burst[0]
    cdef size_t i
    cdef ssize_t sent
    single.msg_control = NULL
    single.msg_controllen = 0
    single.msg_iovlen = 1
    for i in range(burst.msg_iovlen):
        single.msg_iov = &burst.msg_iov[i]
        sent = sendmsg(b.fd, &single, MSG_DONTWAIT | MSG_NOSIGNAL)
        if sent < 0:
            count_failure(e, errno, 1)
        else:
            counter_add(&e.counters.sent, 1)
            counter_add(&e.counters.sent_bytes, sent)


cdef void flush_batch(Engine *e, Batch *b) noexcept nogil:
    """Send what is gathered; what would block is dropped and counted, never waited for."""
    cdef int at = 0, sent, i
    cdef long long packets, size
    cdef msghdr *header
    for i in range(b.messages):
        header = &b.headers[i].msg_hdr
        if header.msg_iovlen > 1:
            set_segment(header, &b.controls[i], <int>header.msg_iov[0].iov_len)
    while at < b.messages:
        sent = sendmmsg(b.fd, &b.headers[at], b.messages - at, MSG_DONTWAIT | MSG_NOSIGNAL)
        if sent > 0:
            packets = size = 0
            for i in range(at, at + sent):
                packets += b.headers[i].msg_hdr.msg_iovlen
                size += b.headers[i].msg_len
            counter_add(&e.counters.sent, packets)
            counter_add(&e.counters.sent_bytes, size)
            at += sent
            continue
        if errno == EINTR:
            continue
        header = &b.headers[at].msg_hdr
        if header.msg_iovlen > 1 and (errno == EIO or errno == EINVAL or errno == EMSGSIZE):
            b.segment = errno == EMSGSIZE   # longer than this path takes in one piece; the others may go on
            send_one_by_one(e, b, header)
        else:
            count_failure(e, errno, header.msg_iovlen)
        at += 1
    b.messages = b.segments = b.used = 0
    b.last = NULL


cdef inline void flush_all(Engine *e) noexcept nogil:
    if e.batches[0] != NULL and e.batches[0].messages:
        flush_batch(e, e.batches[0])
    if e.batches[1] != NULL and e.batches[1].messages:
        flush_batch(e, e.batches[1])


cdef inline unsigned char *room_for(Engine *e, Peer *peer) noexcept nogil:
    """Where the next packet to the peer may be written; NULL without a socket of its family."""
    cdef Batch *b = e.batches[peer.family]
    if b == NULL:
        counter_add(&e.counters.errors, 1)
        return NULL
    if b.messages == MESSAGES or b.segments == SEGMENTS or b.used + MAX_PACKET + TRAILER > SLAB:
        flush_batch(e, b)
    return &b.slab[b.used]


cdef bint send_packet(Engine *e, Peer *peer, unsigned char *packet, int size, protect_function protect) noexcept nogil:
    """Protect the packet that stands at :func:`room_for` and put it into the batch."""
    cdef Batch *b = e.batches[peer.family]
    cdef msghdr *header
    cdef iovec *vector
    if protect(peer.session, packet, &size) != 0:
        counter_add(&e.counters.errors, 1)
        return False
    vector = &b.vectors[b.segments]
    vector.iov_base = packet
    vector.iov_len = size
    b.segments += 1
    b.used += (size + 15) & ~15
    if b.segment and b.last == peer and not b.last_closed and size <= b.last_size and b.last_total + size <= BURST_BYTES:
        header = &b.headers[b.messages - 1].msg_hdr
        header.msg_iovlen += 1
        b.last_total += size
        b.last_closed = size < b.last_size or header.msg_iovlen == BURST
        return True
    header = &b.headers[b.messages].msg_hdr
    header.msg_name = &peer.address
    header.msg_namelen = peer.address_size
    header.msg_iov = vector
    header.msg_iovlen = 1
    header.msg_control = NULL
    header.msg_controllen = 0
    header.msg_flags = 0
    b.messages += 1
    b.last, b.last_size, b.last_total, b.last_closed = peer, size, size, False
    return True


# --- buses ------------------------------------------------------------------------------------------------------------

cdef inline unsigned int hash_of(const unsigned char *name, int size) noexcept nogil:
    """FNV-1a."""
    cdef unsigned int found = 2166136261U
    cdef int i
    for i in range(size):
        found = (found ^ name[i]) * 16777619U
    return found


cdef Source *bus_named(Engine *e, const unsigned char *name, int size) noexcept nogil:
    cdef unsigned int wanted = hash_of(name, size)
    cdef Source *source = e.buses[wanted & (BUS_BUCKETS - 1)]
    while source != NULL:
        if source.bus_hash == wanted and source.bus_size == size and memcmp(source.bus, name, size) == 0:
            return source
        source = source.next_bus
    return NULL


cdef void name_source(Engine *e, Source *source) noexcept nogil:
    cdef Source **bucket
    source.bus_hash = hash_of(source.bus, source.bus_size)
    bucket = &e.buses[source.bus_hash & (BUS_BUCKETS - 1)]
    source.next_bus = bucket[0]
    bucket[0] = source


cdef void unname_source(Engine *e, Source *source) noexcept nogil:
    cdef Source **at = &e.buses[source.bus_hash & (BUS_BUCKETS - 1)]
    while at[0] != NULL:
        if at[0] == source:
            at[0] = source.next_bus
            return
        at = &at[0].next_bus


cdef inline long long age_ns(unsigned int timestamp, long long now_ns) noexcept nogil:
    """How long ago the tick of this RTP timestamp was: buses count the machine's monotonic clock (``bus/pipe.py``)."""
    return <long long><int>(<unsigned int>scaled(now_ns, 48000) - timestamp) * 1000000000 // 48000


cdef void bus_message(
    Engine *e, const unsigned char *message, Py_ssize_t size, long long now_ns, long long late_ns
) noexcept nogil:
    """One message of the pipe (``bus/pipe.py``): a packet of the bus it names."""
    cdef Source *source
    cdef Packet *packet
    cdef Py_ssize_t end = 2 + message[1] if size >= 2 else size
    if message[0] != PIPE_OPUS or size <= end + 4 or HEADER + size - end - 4 > MAX_PACKET:
        counter_add(&e.counters.errors, 1)
        return
    source = bus_named(e, message + 2, message[1])
    if source == NULL:
        counter_add(&e.counters.bus_unknown, 1)
        return
    if late_ns and late_ns < age_ns(get32(message + end), now_ns) < FOREIGN_NS:
        counter_add(&e.counters.overflow, 1)
        return
    packet = new_packet(size - end - 4)
    if packet == NULL:
        counter_add(&e.counters.errors, 1)
        return
    source.bus_number += 1
    packet.number = source.bus_number
    packet.timestamp = get32(message + end)
    packet.key = 1
    memcpy(packet.payload, message + end + 4, packet.size)
    counter_add(&e.counters.bus_packets, 1)
    forward(e, source, packet, now_ns)


cdef bint read_pipe(Engine *e) noexcept nogil:
    """Forward what the mixer has sent; False: nothing.  At its end the pipe is let go."""
    cdef ssize_t size
    cdef int i
    for i in range(PIPE_READS):
        size = recv(e.pipe, e.message, sizeof(e.message), MSG_DONTWAIT | MSG_TRUNC)
        if size < 0 and (errno == EAGAIN or errno == EINTR):
            return i > 0
        if size <= 0:
            close(e.pipe)
            e.pipe = -1
            return i > 0
        if size > <ssize_t>sizeof(e.message):
            counter_add(&e.counters.errors, 1)
        else:
            bus_message(e, e.message, size, monotonic_ns(), e.late_ns)
    return True


# --- operations -------------------------------------------------------------------------------------------------------

cdef void free_packets(Packet *packet) noexcept nogil:
    cdef Packet *following
    while packet != NULL:
        following = packet.next
        free(packet)
        packet = following


cdef void forward_run(Engine *e, Source *source, Packet **run, int count, long long now_ns) noexcept nogil:
    """Send packets that were accepted in a row to every row; a row that begins here skips those before its own first."""
    cdef int i, j, size, since = 0
    cdef Row *row
    cdef unsigned char *out
    for i in range(source.waiting.count - 1, -1, -1):
        row = source.waiting.items[i]
        for j in range(count):
            if begin(row, source, run[j], now_ns):
                row.skip = j
                break
    for i in range(source.rows.count):
        row = source.rows.items[i]
        for j in range(row.skip, count):
            out = room_for(e, row.peer)
            size = take(row, source, run[j], now_ns, out) if out != NULL else 0
            if size:
                send_packet(e, row.peer, out, size, e.protect)
        since += count - row.skip
        row.skip = 0
        if since >= SLICE and source.kind != OPUS:
            since = 0
            serve_urgent(e)


cdef void forward(Engine *e, Source *source, Packet *packet, long long now_ns) noexcept nogil:
    """Accept the packets and send them in runs: a run ends where the numbering restarts."""
    cdef Packet *run[RUN]
    cdef Packet *following
    cdef Packet *displaced
    cdef Packet *gone = NULL
    cdef int count = 0
    while packet != NULL:
        following = packet.next
        packet.next = NULL
        if count and (count == RUN or restarts(source, packet)):
            forward_run(e, source, run, count, now_ns)
            count = 0
        if accept(source, packet, &displaced):
            run[count] = packet
            count += 1
        else:
            displaced = packet
        if displaced != NULL:
            displaced.next = gone   # it may still stand in this run
            gone = displaced
        packet = following
    if count:
        forward_run(e, source, run, count, now_ns)
    free_packets(gone)


cdef void resend(Engine *e, Row *row, unsigned short *numbers, int count) noexcept nogil:
    cdef int i, size
    cdef unsigned char *out
    for i in range(count):
        out = room_for(e, row.peer)
        size = again(row, numbers[i], out) if out != NULL else 0
        if size and send_packet(e, row.peer, out, size, e.protect):
            counter_add(&e.counters.resent, 1)
        else:
            counter_add(&e.counters.nack_ignored, 1)


cdef void send_control(Engine *e, Peer *peer, const unsigned char *compound, int size) noexcept nogil:
    cdef unsigned char *out = room_for(e, peer)
    if out != NULL:
        memcpy(out, compound, size)
        send_packet(e, peer, out, size, e.protect_rtcp)


cdef void send_reports(Engine *e, double now, long long now_ns) noexcept nogil:
    cdef Peer *peer = e.peers
    cdef Row *row
    cdef unsigned char *out
    cdef int size, since = 0
    while peer != NULL:
        row = peer.rows if e.batches[peer.family] != NULL else NULL
        while row != NULL:
            out = room_for(e, peer)
            size = report(row, now, now_ns, out)
            if size:
                send_packet(e, peer, out, size, e.protect_rtcp)
                since += 1
            row = row.next
        peer = peer.next
        if since >= SLICE:
            since = 0
            serve_urgent(e)


cdef void attach(Row *row, Source *source) noexcept nogil:
    leave_waiting(row)
    if source == NULL:
        leave_current(row)
    elif row.current != source and list_add(&source.waiting, row, &row.waiting_at):
        row.waiting = source


cdef void add_peer(Engine *e, Peer *peer) noexcept nogil:
    peer.next = e.peers
    if e.peers != NULL:
        e.peers.previous = peer
    e.peers = peer


cdef void remove_peer(Engine *e, Peer *peer) noexcept nogil:
    cdef Row *row = peer.rows
    cdef Row *following
    while row != NULL:
        following = row.next
        free_row(row)
        row = following
    if peer.previous != NULL:
        peer.previous.next = peer.next
    else:
        e.peers = peer.next
    if peer.next != NULL:
        peer.next.previous = peer.previous
    free(peer)


cdef void execute(Engine *e, Op *op) noexcept nogil:
    cdef Row *row
    cdef Peer *peer
    cdef Source *source
    if op.kind < OP_FORWARD:
        flush_all(e)                # the batch points at addresses and sessions that may go now
    if op.kind == OP_FORWARD:
        if e.late_ns and monotonic_ns() - op.queued_ns > e.late_ns:
            counter_add(&e.counters.overflow, op.size)
            free_packets(<Packet *>op.data)
        else:
            forward(e, <Source *>op.subject, <Packet *>op.data, op.now_ns)
    elif op.kind == OP_RESEND:
        resend(e, <Row *>op.subject, <unsigned short *>op.data, op.size)
        free(op.data)
    elif op.kind == OP_CONTROL:
        send_control(e, <Peer *>op.subject, <unsigned char *>op.data, op.size)
        free(op.data)
    elif op.kind == OP_REPORTS:
        send_reports(e, op.now, op.now_ns)
    elif op.kind == OP_ATTACH:
        attach(<Row *>op.subject, <Source *>op.data)
    elif op.kind == OP_ADD_PEER:
        add_peer(e, <Peer *>op.subject)
    elif op.kind == OP_SET_ADDRESS:
        peer = <Peer *>op.subject
        memcpy(&peer.address, op.data, sizeof(sockaddr_storage))
        peer.family, peer.address_size = op.size & 1, op.size >> 1
        free(op.data)
    elif op.kind == OP_REMOVE_PEER:
        remove_peer(e, <Peer *>op.subject)
    elif op.kind == OP_ADD_ROW:
        row = <Row *>op.subject
        row.next = row.peer.rows
        row.peer.rows = row
    elif op.kind == OP_REMOVE_SOURCE:
        source = <Source *>op.subject
        if source.bus_size:
            unname_source(e, source)
        close_source(source)
    elif op.kind == OP_NAME_SOURCE:
        name_source(e, <Source *>op.subject)
    elif op.kind == OP_READ_PIPE:
        if e.pipe >= 0:
            close(e.pipe)
        e.pipe = op.size
    elif op.kind == OP_BUS:
        bus_message(e, <unsigned char *>op.data, op.size, op.now_ns, 0)
        free(op.data)
    elif op.kind == OP_SET_CLOCK:
        source = <Source *>op.subject
        source.has_clock = True
        source.ntp, source.clock_timestamp, source.clock_at_ns = op.ntp, <unsigned int>op.size, op.now_ns


# --- the ring ---------------------------------------------------------------------------------------------------------

cdef inline bint is_urgent(Op *op) noexcept nogil:
    """What may overtake the rest of a video forward: it changes no list of rows of a video source, no address, no session."""
    if op.kind == OP_FORWARD:
        return (<Source *>op.subject).kind == OPUS
    return op.kind == OP_RESEND or op.kind == OP_CONTROL


cdef inline Op take_op(Engine *e) noexcept nogil:
    """The next operation; the lock is held and there is one."""
    cdef Op op = e.ring[e.tail & (e.room - 1)]
    counter_set(&e.tail, e.tail + 1)
    if e.blocked:
        pthread_cond_broadcast(&e.progress)
    return op


cdef void serve_urgent(Engine *e) noexcept nogil:
    """Between two slices of a long pass: sound, resends and control that stand at the head of the ring go first."""
    cdef Op op
    cdef bint found
    while True:
        pthread_mutex_lock(&e.lock)
        found = e.tail != e.head and is_urgent(&e.ring[e.tail & (e.room - 1)])
        if found:
            op = take_op(e)
        pthread_mutex_unlock(&e.lock)
        if not found:
            if e.pipe >= 0:
                read_pipe(e)
            return
        execute(e, &op)


cdef void publish(Engine *e) noexcept nogil:
    """Everything taken out so far has been carried out and sent; the lock is held."""
    counter_set(&e.done, e.tail)
    if e.blocked:
        pthread_cond_broadcast(&e.progress)


cdef void wait_for_work(Engine *e) noexcept nogil:
    """Sleep until there is an operation or the mixer has something to say; the lock is held before and after."""
    cdef pollfd ready[2]
    cdef unsigned long long woken
    ready[0].fd, ready[0].events = e.wake, POLLIN
    ready[1].fd, ready[1].events = e.pipe, POLLIN   # -1 is passed over
    e.idle = True
    pthread_mutex_unlock(&e.lock)
    poll(ready, 2, -1)
    pthread_mutex_lock(&e.lock)
    if not e.idle:
        read(e.wake, &woken, sizeof(woken))
    e.idle = False


cdef void *run_thread(void *argument) noexcept nogil:
    cdef Engine *e = <Engine *>argument
    cdef Op op
    cdef long long started = monotonic_ns()
    cdef int taken = 0
    while True:
        if taken == OPS:
            taken = 0
            if e.pipe >= 0:
                read_pipe(e)
        pthread_mutex_lock(&e.lock)
        if e.tail == e.head:
            pthread_mutex_unlock(&e.lock)
            taken = 0
            if e.pipe >= 0 and read_pipe(e):   # after the operations: a row is there before the sound that follows it
                continue
            flush_all(e)
            pthread_mutex_lock(&e.lock)
            if e.tail == e.head:
                publish(e)
                counter_add(&e.counters.busy_ns, monotonic_ns() - started)
                wait_for_work(e)
                started = monotonic_ns()
            pthread_mutex_unlock(&e.lock)
            continue
        op = take_op(e)
        pthread_mutex_unlock(&e.lock)
        taken += 1
        if op.kind == OP_STOP:
            flush_all(e)
            pthread_mutex_lock(&e.lock)
            publish(e)
            pthread_mutex_unlock(&e.lock)
            return NULL
        execute(e, &op)
        if op.kind < OP_FORWARD:
            counter_set(&e.done, e.tail)   # all before it has been sent; a removed session may be let go


cdef bint push(Engine *e, Op *op, long long room, bint wait) noexcept nogil:
    """Put one operation in unless ``room`` of the ring is taken; then wait, or return False."""
    cdef unsigned long long one = 1
    pthread_mutex_lock(&e.lock)
    if not wait and e.head - e.tail >= room:
        pthread_mutex_unlock(&e.lock)
        return False
    while e.head - e.tail >= room:
        e.blocked = True
        pthread_cond_wait(&e.progress, &e.lock)
        e.blocked = False
    e.ring[e.head & (e.room - 1)] = op[0]
    e.head += 1
    if e.idle:
        e.idle = False
        write(e.wake, &one, sizeof(one))
    pthread_mutex_unlock(&e.lock)
    return True


cdef void wait_done(Engine *e) noexcept nogil:
    pthread_mutex_lock(&e.lock)
    while e.done < e.head:
        e.blocked = True
        pthread_cond_wait(&e.progress, &e.lock)
    e.blocked = False
    pthread_mutex_unlock(&e.lock)
