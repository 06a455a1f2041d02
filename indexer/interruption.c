/* interruption.c - notes that the run was asked to stop. */
#include "interruption.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

#include "exit_status.h"

static volatile sig_atomic_t noted;

static void note(int signal) {
    noted = signal;
}

static void end(int signal) {
    _exit(exit_status_of_signal(signal));
}

static void watch(void (*handler)(int)) {
    struct sigaction action = {.sa_flags = SA_RESTART | (int)SA_RESETHAND};
    action.sa_handler = handler;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_flags = 0;
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

void interruption_watch(void) {
    watch(note);
}

void interruption_end_at_once(void) {
    watch(end);
}

int interruption_signal(void) {
    return noted;
}
