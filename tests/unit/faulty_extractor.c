/* faulty_extractor.c - stands in for concord-extract where a test needs one
 * that goes wrong. What it does with a file is the file's name. */
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "corpus/extract_form.h"
#include "worker/frames.h"

enum { BYTES_MAX = 8 * 1024 * 1024, ANSWER_MAX = 4096 };

static void write_whole(const void *bytes, size_t size) {
    for (const char *at = bytes; size > 0;) {
        ssize_t written = write(STDOUT_FILENO, at, size);
        if (written <= 0)
            _exit(90);
        at += written;
        size -= (size_t)written;
    }
}

/* False at the end. */
static bool read_whole(void *bytes, size_t size) {
    for (char *at = bytes; size > 0;) {
        ssize_t got = read(STDIN_FILENO, at, size);
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static void pause_ms(long milliseconds) {
    struct timespec time = {milliseconds / 1000,
                            milliseconds % 1000 * 1000 * 1000};
    nanosleep(&time, NULL);
}

static struct buffer make_answer(uint32_t outcome, const void *rest,
                                 size_t size) {
    struct buffer answer = BUFFER_INIT(ANSWER_MAX);
    frame_begin(&answer, FRAME_ANSWER);
    frame_append_number(&answer, outcome);
    buffer_append(&answer, rest, size);
    frame_end(&answer, 0, 0);
    return answer;
}

static void answer_with(uint32_t outcome, const void *rest, size_t size) {
    struct buffer answer = make_answer(outcome, rest, size);
    write_whole(answer.data, answer.size);
    buffer_destroy(&answer);
}

static struct buffer make_extract(const char *text) {
    struct extracted_block block = {BLOCK_PARAGRAPH, 0, text, 0};
    struct extract extract = {.format = "text/plain",
                              .charset = "utf-8",
                              .blocks = &block,
                              .block_count = 1};
    struct buffer packed = BUFFER_INIT(ANSWER_MAX);
    extract_pack(&packed, &extract);
    return packed;
}

/* ---- what it does ---- */

static void tell(const char *text) {
    struct buffer packed = make_extract(text);
    answer_with(FRAME_EXTRACTED, packed.data, packed.size);
    buffer_destroy(&packed);
}

/* What a good one does, but for telling which process it is. */
static void tell_pid(void) {
    char text[32];
    snprintf(text, sizeof text, "%ld", (long)getpid());
    tell(text);
}

static void tell_paper(void) {
    tell("The council and local groups agreed to write a code on funding.");
}

static void tell_secret(void) {
    tell(getenv("CONCORD_TEST_SECRET") != NULL ? "told" : "unknown");
}

static void segfault(void) {
    signal(SIGSEGV, SIG_DFL); /* a sanitizer has its own */
    raise(SIGSEGV);
}

static void end(void) {
    _exit(3);
}

static void stall(void) {
    for (;;)
        pause();
}

static void close_and_stall(void) {
    close(STDOUT_FILENO);
    stall();
}

static void babble(void) {
    static const char text[] = "HTTP/1.1 200 OK\r\n\r\n";
    write_whole(text, sizeof text - 1);
}

static void tell_too_much(void) {
    static const char head[] = "CXA1\xFF\xFF\xFF\xFF";
    write_whole(head, FRAME_HEAD_SIZE);
}

/* Bytes without an end, behind the head of a small answer. */
static void tell_without_end(void) {
    for (;;)
        answer_with(FRAME_EXTRACTED, "12345678", 8);
}

static void tell_slowly(long milliseconds) {
    struct buffer packed = make_extract("slow");
    struct buffer answer =
        make_answer(FRAME_EXTRACTED, packed.data, packed.size);
    for (size_t i = 0; i < answer.size; i++) {
        write_whole(answer.data + i, 1);
        pause_ms(milliseconds);
    }
    buffer_destroy(&packed);
    buffer_destroy(&answer);
}

static void tell_in_time(void) {
    tell_slowly(1);
}

static void trickle(void) {
    tell_slowly(200);
}

/* In one write, so that they come together. */
static void tell_two(void) {
    struct buffer packed = make_extract("either");
    struct buffer answer =
        make_answer(FRAME_EXTRACTED, packed.data, packed.size);
    struct buffer both = BUFFER_INIT(ANSWER_MAX);
    buffer_append(&both, answer.data, answer.size);
    buffer_append(&both, answer.data, answer.size);
    write_whole(both.data, both.size);
    buffer_destroy(&packed);
    buffer_destroy(&answer);
    buffer_destroy(&both);
}

static void tell_on_and_end(void) {
    tell("first");
    tell("second");
    _exit(0);
}

static void tell_and_end(void) {
    tell("last");
    _exit(0);
}

static void tell_damaged(void) {
    struct buffer packed = make_extract("damaged");
    packed.data[0] = 'x';
    answer_with(FRAME_EXTRACTED, packed.data, packed.size);
    buffer_destroy(&packed);
}

static void tell_nothing(void) {
    struct buffer answer = BUFFER_INIT(ANSWER_MAX);
    frame_begin(&answer, FRAME_ANSWER);
    write_whole(answer.data, answer.size);
    buffer_destroy(&answer);
}

static void refuse(void) {
    static const char reason[] = "it is a poem";
    answer_with(FRAME_REFUSED, reason, sizeof reason - 1);
}

static void refuse_without_reason(void) {
    answer_with(FRAME_REFUSED, "", 0);
}

static void refuse_with_escape(void) {
    answer_with(FRAME_REFUSED, "\x1B[2J", 4);
}

static void refuse_at_length(void) {
    char reason[CONCORD_MESSAGE_MAX];
    memset(reason, 'x', sizeof reason);
    answer_with(FRAME_REFUSED, reason, sizeof reason);
}

static void run_out_of_memory(void) {
    answer_with(FRAME_NO_MEMORY, "", 0);
}

static void tell_of_no_outcome(void) {
    answer_with(77, "", 0);
}

static const struct fault {
    const char *name;
    bool deaf; /* to the file's bytes */
    void (*answer)(void);
} faults[] = {
    {"segfault", false, segfault},
    {"end", false, end},
    {"stall", false, stall},
    {"close", false, close_and_stall},
    {"deaf-stall", true, stall},
    {"deaf-end", true, end},
    {"babble", false, babble},
    {"too-much", false, tell_too_much},
    {"without-end", false, tell_without_end},
    {"in-time", false, tell_in_time},
    {"trickle", false, trickle},
    {"two", false, tell_two},
    {"on", false, tell_on_and_end},
    {"last", false, tell_and_end},
    {"damaged", false, tell_damaged},
    {"nothing", false, tell_nothing},
    {"refuse", false, refuse},
    {"no-reason", false, refuse_without_reason},
    {"escape", false, refuse_with_escape},
    {"at-length", false, refuse_at_length},
    {"memory", false, run_out_of_memory},
    {"no-outcome", false, tell_of_no_outcome},
    {"secret", false, tell_secret},
    {"well", false, tell_pid},
    {"paper", false, tell_paper},
};

/* ---- the loop ---- */

static const struct fault *find_fault(const char *name) {
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        if (strcmp(faults[i].name, name) == 0)
            return &faults[i];
    _exit(91);
}

static void greet(void) {
    struct buffer greeting = BUFFER_INIT(ANSWER_MAX);
    frame_begin(&greeting, FRAME_GREETING);
    frame_append_versions(&greeting);
    frame_end(&greeting, 0, 0);
    write_whole(greeting.data, greeting.size);
    buffer_destroy(&greeting);
}

static void serve(size_t size) {
    static char bytes[BYTES_MAX];
    char number[FRAME_NUMBER_SIZE];
    char name[FRAME_NAME_MAX + 1];
    if (!read_whole(number, sizeof number))
        _exit(92);
    size_t name_size = frame_read_number(number);
    if (name_size > FRAME_NAME_MAX || !read_whole(name, name_size))
        _exit(93);
    name[name_size] = '\0';
    const struct fault *fault = find_fault(name);
    if (!fault->deaf && !read_whole(bytes, size - sizeof number - name_size))
        _exit(94);
    fault->answer();
}

int main(void) {
    char head[FRAME_HEAD_SIZE];
    size_t size = 0;
    greet();
    while (read_whole(head, sizeof head)) {
        if (!frame_read_head(head, FRAME_REQUEST, &size))
            return 95;
        serve(size);
    }
    return 0;
}
