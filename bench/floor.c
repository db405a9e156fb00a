/* The floor under any fan-out: libsrtp and sendmmsg in a loop, nothing else.  Built by bench/fanout.py. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { BATCH = 64, SLOT = 2048 };

typedef int (*protect_function)(void *session, void *packet, int *length);

static void sleep_until(struct timespec *at, long step_ns)
{
    at->tv_nsec += step_ns;
    while (at->tv_nsec >= 1000000000L) {
        at->tv_nsec -= 1000000000L;
        at->tv_sec++;
    }
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, at, NULL);
}

/* Every tick one packet of `payload` bytes to each of `count` ports of 127.0.0.1.  Returns the packets sent. */
long floor_run(int fd, int count, void **sessions, const uint16_t *ports, protect_function protect, int payload,
               int first_tick, int ticks, long step_ns)
{
    static struct mmsghdr messages[BATCH];
    static struct iovec vectors[BATCH];
    static struct sockaddr_in addresses[BATCH];
    static unsigned char slab[BATCH][SLOT], packet[SLOT];
    struct timespec at;
    long sent = 0;
    clock_gettime(CLOCK_MONOTONIC, &at);
    memset(packet, 0x5a, sizeof packet);
    for (int tick = first_tick; tick < first_tick + ticks; tick++) {
        uint16_t number = htons(tick & 0xffff);
        uint32_t timestamp = htonl(tick * 960u), ssrc = htonl(1);
        packet[0] = 0x80;
        packet[1] = 111;
        memcpy(packet + 2, &number, 2);
        memcpy(packet + 4, &timestamp, 4);
        memcpy(packet + 8, &ssrc, 4);
        for (int from = 0; from < count; from += BATCH) {
            int many = count - from < BATCH ? count - from : BATCH;
            for (int i = 0; i < many; i++) {
                int length = 12 + payload;
                memcpy(slab[i], packet, length);
                if (protect(sessions[from + i], slab[i], &length) != 0)
                    return -1;
                addresses[i].sin_family = AF_INET;
                addresses[i].sin_port = htons(ports[from + i]);
                addresses[i].sin_addr.s_addr = htonl(INADDR_LOOPBACK);
                vectors[i].iov_base = slab[i];
                vectors[i].iov_len = length;
                messages[i].msg_hdr.msg_name = &addresses[i];
                messages[i].msg_hdr.msg_namelen = sizeof addresses[i];
                messages[i].msg_hdr.msg_iov = &vectors[i];
                messages[i].msg_hdr.msg_iovlen = 1;
            }
            for (int done = 0; done < many;) {
                int more = sendmmsg(fd, messages + done, many - done, MSG_DONTWAIT);
                if (more <= 0)
                    return -1;
                done += more;
            }
            sent += many;
        }
        sleep_until(&at, step_ns);
    }
    return sent;
}
