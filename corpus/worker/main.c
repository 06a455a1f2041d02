/* main.c - concord-extract: turns files into blocks of text for the program
 * that started it, and can do nothing else. */
#include <argp.h>
#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "worker/confine.h"
#include "worker/service.h"

/* A file of usual size is taken in one turn. */
enum { STREAM_BUFFER = 64 * 1024 };

static const char doc[] =
    "Turn files of any format into blocks of text.\v"
    "This program is started by concord-indexer, which sends it files through "
    "a pipe and reads the blocks from another. It is apart because files come "
    "from anywhere: one that is made to break what reads it breaks this "
    "process, which may write no file, hold little memory and gain no "
    "privilege, and which is replaced for the next file. There is no use for "
    "it by hand.";

static void parse_options(int argc, char **argv) {
    static const struct argp parser = {.doc = doc};
    argp_program_version = "concord-extract " CONCORD_VERSION;
    argp_err_exit_status = EX_USAGE;
    argp_parse(&parser, argc, argv, 0, NULL, NULL);
}

static int exit_status_of(enum concord_status status) {
    if (status == CONCORD_OK)
        return EX_OK;
    return status == CONCORD_CORRUPT ? EX_PROTOCOL : EX_OSERR;
}

int main(int argc, char **argv) {
    static char in_buffer[STREAM_BUFFER];
    struct concord_error err = {0};
    parse_options(argc, argv);
    if (isatty(STDIN_FILENO)) {
        fputs("concord-extract: is started by concord-indexer and reads what "
              "that sends it; there is no use for it by hand. Try "
              "--help.\n",
              stderr);
        return EX_USAGE;
    }
    setvbuf(stdin, in_buffer, _IOFBF, sizeof in_buffer);
    enum concord_status status = confine_self(&err);
    if (status == CONCORD_OK)
        status = service_run(stdin, stdout, &err);
    if (status != CONCORD_OK)
        fprintf(stderr, "concord-extract: %s\n", err.message);
    return exit_status_of(status);
}
