// failed_write.cc - takes the place of std::terminate()'s last act.
#include "engine/failed_write.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <unistd.h>

static failed_write_end *last_act;

// Faults of a disk, not of the program: those are to leave a core.
static bool is_of_disk(int fault) {
    return fault == ENOSPC || fault == EDQUOT || fault == EFBIG || fault == EIO;
}

// The exception that was on its way is out of reach in a destructor, but its
// thread's errno is still that of the write.
[[noreturn]] static void terminate() {
    static std::atomic_flag ending = ATOMIC_FLAG_INIT;
    int fault = errno;
    bool failed =
        std::uncaught_exceptions() > 0 || std::current_exception() != nullptr;
    if (failed && is_of_disk(fault)) {
        while (ending.test_and_set())
            pause(); // another thread ends the program
        last_act(fault);
    }
    std::abort();
}

void failed_write_watch(failed_write_end *end) {
    last_act = end;
    std::set_terminate(terminate);
}
