/* xapian_guard.h - turns whatever C++ throws into a status.
 * C++ only; included by the engine's .cc files. */
#ifndef CONCORD_ENGINE_XAPIAN_GUARD_H
#define CONCORD_ENGINE_XAPIAN_GUARD_H

#include "schema/status.h"

/* Thrown by our own matching code when a query's time is over. Not a
 * Xapian::Error, so that nothing in Xapian catches it. */
struct deadline_passed {};

/* In a catch (...): the status of the exception in flight, with its words; a
 * struct concord_error may be thrown, too, where there is no other way out.
 * `thing` is what was being worked on. Never throws. */
enum concord_status xapian_guard(const char *thing,
                                 struct concord_error *err) noexcept;

#endif
