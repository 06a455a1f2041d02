/* response.h - an answer before it is sent, and the headers around it.
 * An answer is filled by one thread at a time, a worker or the server's; only
 * the server's sends it. */
#ifndef CONCORD_SEARCHD_RESPONSE_H
#define CONCORD_SEARCHD_RESPONSE_H

#include <microhttpd.h>
#include <stdbool.h>

#include "negotiation.h"
#include "options.h"
#include "schema/buffer.h"
#include "schema/status.h"
#include "search/answer.h"
#include "shared_body.h"
#include "streaming.h"

enum { LINKS_BYTES_MAX = 4096 }; /* proxies have little room for headers */

enum { RETRY_BUSY_SECONDS = 1 }; /* after which there may be room again */

enum { ANSWER_FORMAT_MAX = 128, ANSWER_NAME_MAX = 128 };

struct answer {
    const char *request_id; /* outlives it */
    unsigned http_status;
    const char *content_type; /* static, or `format`; NULL: no body */
    char format[ANSWER_FORMAT_MAX];
    struct buffer body;
    struct shared_body *shared; /* in the place of `body`; NULL: not shared */
    struct buffer links;        /* of the header Link; empty: not said */
    char tag[ANSWER_TAG_MAX];   /* of the header ETag; empty: not said */
    const char *policy; /* of the header Content-Security-Policy: static;
                         * NULL: not said */
    unsigned fresh;     /* seconds for which it need not be asked for again */
    const char *file_name; /* to be saved under it: static, or `name` */
    char name[ANSWER_NAME_MAX];
    int file;             /* the body, in the place of `body`; -1: none */
    uint64_t file_size;   /* bytes */
    struct stream stream; /* the rest of the body */
    bool is_gzip;         /* the body is */
    bool varies;          /* it would be other for who takes no gzip */
    unsigned retry_after; /* seconds; 0: not said */
    bool says_methods;    /* the headers name what is allowed */
    bool head_only;       /* it was asked for with HEAD */
    bool closes;          /* the connection ends with this answer */
};

/* An answer with nothing in it, to be filled. */
void answer_init(struct answer *answer, const char *request_id);
void answer_clear(struct answer *answer);

/* What stands in the body is whole and is JSON. */
void answer_json(struct answer *answer);

/* The same in any other static type. */
void answer_text(struct answer *answer, const char *content_type);

/* The body is this open file, which is the answer's from now on. Whatever it is
 * it does nothing in a browser: it is saved, and sandboxed if it is not. */
void answer_file(struct answer *answer, int file, uint64_t size,
                 const char *content_type, const char *name);

/* The asker has what it asks for: 304, in place of what was begun. */
void answer_not_modified(struct answer *answer);

/* Say what is wrong as application/problem+json, in place of what was begun.
 * When even that finds no memory, the answer has no body. */
void answer_problem(struct answer *answer, unsigned http_status,
                    const struct concord_error *problem);

/* As answer_problem(), with the HTTP status that the problem's own stands for;
 * defects and damage go to the log. What is only busy is to be asked again. */
void answer_fault(struct answer *answer, const struct concord_error *problem);

/* What is allowed, without a body. */
void answer_options(struct answer *answer);

/* The last touch, by the thread that made it: leave out a body that the asker
 * has, make a large one small. */
void answer_finish(struct answer *answer,
                   const struct preferences *preferences);

/* Let copies of an answer that is finished share its body; once is enough.
 * False when memory is out, and the answer is as it was. */
bool answer_share(struct answer *answer);

/* Make *out, which holds nothing, the answer that `from` is, for another
 * request; `from` is shared and is no file. False when memory is out, and *out
 * holds nothing. */
bool answer_copy(struct answer *out, const struct answer *from,
                 const char *request_id);

/* Bytes of the body, but for a stream's. */
uint64_t answer_size(const struct answer *answer);

/* Gives the library what it asks for of a stream. */
struct answer_reader {
    MHD_ContentReaderCallback read;
    void *context;
};

/* Queue the answer; its body is handed over, or read by `reader` when it is a
 * stream. MHD_NO when memory is out: then the connection is closed. */
enum MHD_Result answer_send(struct answer *answer,
                            struct MHD_Connection *connection,
                            const struct options *options,
                            const struct answer_reader *reader);

#endif
