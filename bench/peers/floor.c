/* The bare floor: AES-128-GCM by OpenSSL's EVP, a context per listener, and sendmmsg of 64, paced as a live stream.  Nothing
 * is joined, patched, remembered or answered.
 *
 * Input: a line "port key salt [address]" per listener (SRTP session key and salt, RFC 7714, hexadecimal), then an empty line; the
 * next newline lets it begin, the end of the input ends it.  Every 20 ms one Opus-sized packet goes to each listener; with
 * the argument "av" also 27 pictures a second of four packets of 1,100 bytes, each picture of a listener sent in one call with
 * UDP GSO. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* The few declarations needed of libcrypto 3, so that its headers need not be installed. */
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct evp_cipher_st EVP_CIPHER;
typedef struct engine_st ENGINE;
extern EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);
extern const EVP_CIPHER *EVP_aes_128_gcm(void);
extern int EVP_EncryptInit_ex(EVP_CIPHER_CTX *, const EVP_CIPHER *, ENGINE *, const unsigned char *, const unsigned char *);
extern int EVP_EncryptUpdate(EVP_CIPHER_CTX *, unsigned char *, int *, const unsigned char *, int);
extern int EVP_EncryptFinal_ex(EVP_CIPHER_CTX *, unsigned char *, int *);
extern int EVP_CIPHER_CTX_ctrl(EVP_CIPHER_CTX *, int, int, void *);
enum { GET_TAG = 0x10 };

enum { HEADER = 12, TAG = 16, BATCH = 64, PICTURES = 16, PARTS = 4, VIDEO = 1088, AUDIO = 100, SLOT = PARTS * (HEADER + VIDEO + TAG) };

struct listener {
    EVP_CIPHER_CTX *context;
    unsigned char salt[12];
    struct sockaddr_in address;
};

static struct listener *listeners;
static int count;
static unsigned char slab[BATCH][SLOT], payload[VIDEO];

static int hexadecimal(const char *text, unsigned char *out, int size)
{
    unsigned value;
    for (int i = 0; i < size; i++) {
        if (sscanf(text + 2 * i, "%2x", &value) != 1)
            return -1;
        out[i] = value;
    }
    return 0;
}

static int add(const char *line)
{
    char key[33], salt[25], host[16] = "127.0.0.1";
    unsigned char raw[16];
    int port;
    if (sscanf(line, "%d %32s %24s %15s", &port, key, salt, host) < 3)
        return -1;
    listeners = realloc(listeners, (count + 1) * sizeof *listeners);
    struct listener *l = &listeners[count++];
    memset(l, 0, sizeof *l);
    if (hexadecimal(key, raw, 16) || hexadecimal(salt, l->salt, 12))
        return -1;
    l->address.sin_family = AF_INET;
    l->address.sin_port = htons(port);
    if (inet_pton(AF_INET, host, &l->address.sin_addr) != 1)
        return -1;
    l->context = EVP_CIPHER_CTX_new();
    return EVP_EncryptInit_ex(l->context, EVP_aes_128_gcm(), NULL, raw, NULL) == 1 ? 0 : -1;
}

/* One SRTP packet; `number` is the packet's index, rollover counter included (RFC 7714 section 8.1).  Returns its length. */
static int protect(struct listener *l, unsigned char *out, int type, int marker, uint32_t ssrc, uint64_t number,
                   uint32_t timestamp, int size)
{
    unsigned char iv[12] = {0};
    uint32_t words[2] = {htonl(timestamp), htonl(ssrc)};
    int done;
    out[0] = 0x80;
    out[1] = marker << 7 | type;
    out[2] = number >> 8;
    out[3] = number;
    memcpy(out + 4, words, 8);
    memcpy(iv + 2, &words[1], 4);
    for (int i = 0; i < 6; i++)
        iv[6 + i] = number >> (40 - 8 * i);
    for (int i = 0; i < 12; i++)
        iv[i] ^= l->salt[i];
    EVP_EncryptInit_ex(l->context, NULL, NULL, NULL, iv);
    EVP_EncryptUpdate(l->context, NULL, &done, out, HEADER);
    EVP_EncryptUpdate(l->context, out + HEADER, &done, payload, size);
    EVP_EncryptFinal_ex(l->context, out + HEADER + size, &done);
    EVP_CIPHER_CTX_ctrl(l->context, GET_TAG, TAG, out + HEADER + size);
    return HEADER + size + TAG;
}

static void send_all(int fd, struct mmsghdr *messages, int many)
{
    for (int done = 0; done < many;) {
        int more = sendmmsg(fd, messages + done, many - done, 0);
        if (more <= 0) {
            perror("sendmmsg");
            exit(1);
        }
        done += more;
    }
}

/* `parts` packets to everyone; several are one UDP_SEGMENT call per listener. */
static void fan_out(int fd, int parts, int batch, int type, uint32_t ssrc, uint64_t number, uint32_t timestamp, int size)
{
    static struct mmsghdr messages[BATCH];
    static struct iovec vectors[BATCH];
    static union {
        char room[CMSG_SPACE(sizeof(uint16_t))];
        struct cmsghdr align;
    } controls[BATCH];
    for (int from = 0; from < count; from += batch) {
        int many = count - from < batch ? count - from : batch;
        for (int i = 0; i < many; i++) {
            struct listener *l = &listeners[from + i];
            struct msghdr *header = &messages[i].msg_hdr;
            int length = 0;
            for (int part = 0; part < parts; part++)
                length += protect(l, slab[i] + length, type, parts > 1 && part == parts - 1, ssrc, number + part, timestamp, size);
            vectors[i] = (struct iovec){slab[i], length};
            *header = (struct msghdr){.msg_name = &l->address, .msg_namelen = sizeof l->address, .msg_iov = &vectors[i], .msg_iovlen = 1};
            if (parts > 1) {
                uint16_t segment = length / parts;
                header->msg_control = controls[i].room;
                header->msg_controllen = sizeof controls[i].room;
                struct cmsghdr *control = CMSG_FIRSTHDR(header);
                control->cmsg_level = SOL_UDP;
                control->cmsg_type = UDP_SEGMENT;
                control->cmsg_len = CMSG_LEN(sizeof segment);
                memcpy(CMSG_DATA(control), &segment, sizeof segment);
            }
        }
        send_all(fd, messages, many);
    }
}

static int ended(void)
{
    struct pollfd input = {.fd = 0, .events = POLLIN};
    char rest[64];
    return poll(&input, 1, 0) > 0 && read(0, rest, sizeof rest) <= 0;
}

int main(int arguments, char **words)
{
    int video = arguments > 1 && strcmp(words[1], "av") == 0;
    int fd = socket(AF_INET, SOCK_DGRAM, 0), size = 8 << 20;
    char line[128];
    struct timespec at;
    uint64_t pictures = 0;
    setvbuf(stdin, NULL, _IONBF, 0);
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
    if (fd < 0)
        return perror("socket"), 1;
    while (fgets(line, sizeof line, stdin) && line[0] != '\n')
        if (add(line) != 0)
            return fprintf(stderr, "not a listener: %s", line), 1;
    printf("ready %d\n", count);
    fflush(stdout);
    if (!fgets(line, sizeof line, stdin))
        return 0;
    clock_gettime(CLOCK_MONOTONIC, &at);
    for (uint64_t tick = 0; !ended(); tick++) {
        fan_out(fd, 1, BATCH, 111, 1, 1 + tick, tick * 960, AUDIO);
        for (; video && pictures * 50 <= tick * 27; pictures++)
            fan_out(fd, PARTS, PICTURES, 96, 2, 1 + pictures * PARTS, pictures * 3333, VIDEO);
        at.tv_nsec += 20000000;
        if (at.tv_nsec >= 1000000000) {
            at.tv_nsec -= 1000000000;
            at.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &at, NULL);
    }
    return 0;
}
