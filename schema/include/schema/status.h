/* status.h - what a call can end in, and the words that go with it.
 *
 * Every call that can fail returns an enum concord_status and takes a
 * struct concord_error last. Each status stands for one action by the caller;
 * the words say which thing, what is wrong with it and what to do. The error
 * is fixed in size and needs no memory of its own. */
#ifndef CONCORD_SCHEMA_STATUS_H
#define CONCORD_SCHEMA_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

enum concord_status {
    CONCORD_OK = 0,
    CONCORD_NO_MEMORY,   /* give up this piece of work */
    CONCORD_IO,          /* the disk or the network failed: stop the run */
    CONCORD_NO_SPACE,    /* so it did, for it is full: make room, run again */
    CONCORD_BAD_INPUT,   /* this paper cannot be read: reject it, go on */
    CONCORD_BAD_SCHEMA,  /* the vocabularies are unusable: mend them */
    CONCORD_BAD_REQUEST, /* the asker must ask otherwise */
    CONCORD_NOT_FOUND,   /* no such document, facet or generation */
    CONCORD_GONE,        /* there was one, and it was withdrawn */
    CONCORD_CORRUPT,     /* the index is damaged: fall back or rebuild */
    CONCORD_BUSY,        /* another run holds the lock: come back later */
    CONCORD_DEADLINE,    /* the query took too long: ask something narrower */
    CONCORD_INTERNAL     /* a defect of ours: report it */
};

enum { CONCORD_MESSAGE_MAX = 1024 };

struct concord_error {
    enum concord_status status;
    char parameter[32]; /* the request parameter at fault, or empty */
    char message[CONCORD_MESSAGE_MAX];
};

#if defined(__GNUC__)
#define CONCORD_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define CONCORD_PRINTF(text, first)
#endif

/* Fill *err, cutting the message to its size, and return `status`, so that a
 * failing call reads `return concord_fail(err, ...)`. `err` may be NULL. */
enum concord_status concord_fail(struct concord_error *err,
                                 enum concord_status status, const char *format,
                                 ...) CONCORD_PRINTF(3, 4);

/* As concord_fail() with CONCORD_BAD_REQUEST, naming the parameter at fault. */
enum concord_status concord_refuse(struct concord_error *err,
                                   const char *parameter, const char *format,
                                   ...) CONCORD_PRINTF(3, 4);

/* As concord_fail() with CONCORD_IO, or CONCORD_NO_SPACE when that is what the
 * system's `fault`, an errno, says; and its words after the path. 0 is taken
 * for a full disk: what kept bytes from a file is forgotten by the time that it
 * is closed, and most often it is that. */
enum concord_status concord_fail_file(struct concord_error *err,
                                      const char *path, int fault);

/* As concord_fail() with CONCORD_NO_MEMORY and its one message. */
enum concord_status concord_no_memory(struct concord_error *err);

/* A short English name, for logs. Static storage; never NULL. */
const char *concord_status_name(enum concord_status status);

#ifdef __cplusplus
}
#endif

#endif
