/* interruption.c - notes that the run was asked to stop. */
#include "interruption.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t noted;

static void note(int signal) {
    noted = signal;
}

void interruption_watch(void) {
    struct sigaction action = {.sa_flags = SA_RESTART | (int)SA_RESETHAND};
    action.sa_handler = note;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    action.sa_flags = 0;
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

int interruption_signal(void) {
    return noted;
}
