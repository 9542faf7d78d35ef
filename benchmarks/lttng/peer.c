/* Records with LTTng-UST and times it, as the C# side times its own: see benchmarks/Ojo.Benchmarks/Recording/PeerServer.cs,
   whose questions on standard input this answers on standard output. */
#define _GNU_SOURCE
#define LTTNG_UST_TRACEPOINT_DEFINE
#define LTTNG_UST_TRACEPOINT_CREATE_PROBES
#include "packet_sent.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 16, BATCH = 1000, SWEEP = 32 << 20, LINE = 64, MOST_ATTEMPTS = 5 };

struct writer {
    pthread_t thread;
    long calls;
    long begun, ended, running;
};

static atomic_int ready;
static int threads;
static volatile unsigned char *swept;

static long now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

static __attribute__((noinline)) void record(long calls)
{
    for (long n = 0; n < calls; n++)
        lttng_ust_tracepoint(ojo_peer, packet_sent, 7, 2, (uint64_t)n);
}

static void *write_events(void *argument)
{
    struct writer *writer = argument;
    record(1000);
    atomic_fetch_add(&ready, 1);
    while (atomic_load(&ready) < threads)
        ;
    writer->begun = now(CLOCK_MONOTONIC);
    long before = now(CLOCK_THREAD_CPUTIME_ID);
    record(writer->calls);
    writer->running = now(CLOCK_THREAD_CPUTIME_ID) - before;
    writer->ended = now(CLOCK_MONOTONIC);
    return NULL;
}

/* Nanoseconds per call, the mean of the threads; -1 where they did not run at once. */
static void run_round(int count, long calls)
{
    struct writer writers[MOST_THREADS] = { 0 };
    threads = count;
    atomic_store(&ready, 0);
    for (int i = 0; i < count; i++) {
        writers[i].calls = calls;
        if (pthread_create(&writers[i].thread, NULL, write_events, &writers[i]) != 0) {
            fprintf(stderr, "No thread could be started.\n");
            exit(1);
        }
    }
    long first = 0, last_begun = 0, first_ended = 0, last = 0, longest = 0;
    double sum = 0;
    for (int i = 0; i < count; i++) {
        pthread_join(writers[i].thread, NULL);
        sum += writers[i].running;
        longest = writers[i].running > longest ? writers[i].running : longest;
        first = i == 0 || writers[i].begun < first ? writers[i].begun : first;
        last_begun = writers[i].begun > last_begun ? writers[i].begun : last_begun;
        first_ended = i == 0 || writers[i].ended < first_ended ? writers[i].ended : first_ended;
        last = writers[i].ended > last ? writers[i].ended : last;
    }
    int at_once = first_ended - last_begun > 0.9 * longest && last - first < 1.2 * longest;
    if (count == 1 || at_once)
        printf("%.3f 0\n", sum / count / calls);
    else
        printf("-1 0\n");
}

static long involuntary_switches(void)
{
    struct rusage usage;
    getrusage(RUSAGE_THREAD, &usage);
    return usage.ru_nivcsw;
}

static int ascending(const void *left, const void *right)
{
    long a = *(const long *)left, b = *(const long *)right;
    return (a > b) - (a < b);
}

static void sweep(void)
{
    for (long at = 0; at < SWEEP; at += LINE)
        swept[at]++;
}

/* Single calls between two readings of the clock; what was interrupted by the scheduler does not count. */
static void run_calls(long calls, int is_cold)
{
    long batch = is_cold ? 1 : BATCH;
    long *durations = malloc((calls + batch) * sizeof *durations);
    long kept = 0;
    if (durations == NULL)
        exit(1);
    for (long tried = 0; kept < calls && tried < MOST_ATTEMPTS * calls; tried += batch) {
        if (is_cold)
            sweep();
        long switches = involuntary_switches();
        for (long n = 0; n < batch; n++) {
            long before = now(CLOCK_MONOTONIC);
            record(1);
            durations[kept + n] = now(CLOCK_MONOTONIC) - before;
        }
        if (involuntary_switches() == switches)
            kept += batch;
    }
    qsort(durations, kept, sizeof *durations, ascending);
    if (kept == 0)
        printf("0\n");
    else
        printf("%ld %ld %ld %ld %ld\n", kept, durations[kept / 2], durations[(long)(kept * 0.9)], durations[(long)(kept * 0.99)],
               durations[(long)(kept * 0.999)]);
    free(durations);
}

int main(void)
{
    char line[256];
    int count;
    long calls;
    swept = malloc(SWEEP);
    if (swept == NULL)
        return 1;
    memset((void *)swept, 1, SWEEP);
    setvbuf(stdout, NULL, _IOLBF, 0);

    /* The daemon switches the event on from a thread of its own. What is off costs next to nothing, and is not what is asked for. */
    for (int waited = 0; !lttng_ust_tracepoint_enabled(ojo_peer, packet_sent); waited++) {
        if (waited == 500) {
            fprintf(stderr, "LTTng did not switch the event on within five seconds.\n");
            return 3;
        }
        usleep(10000);
    }
    puts("ready");
    while (fgets(line, sizeof line, stdin) != NULL) {
        if (sscanf(line, "round %d %ld", &count, &calls) == 2 && count > 0 && count <= MOST_THREADS && calls > 0)
            run_round(count, calls);
        else if (sscanf(line, "calls %ld", &calls) == 1 && calls > 0)
            run_calls(calls, 0);
        else if (sscanf(line, "cold %ld", &calls) == 1 && calls > 0)
            run_calls(calls, 1);
        else {
            fprintf(stderr, "Not understood: %s", line);
            return 2;
        }
    }
    return 0;
}
