/* failed_write.h - writes that fail where nothing can be thrown. Xapian writes
 * a table's values in a destructor: on a disk that is full, whoever commits has
 * no failure to handle, for the C++ library ends the program there and then. */
#ifndef CONCORD_ENGINE_FAILED_WRITE_H
#define CONCORD_ENGINE_FAILED_WRITE_H

#ifdef __cplusplus
extern "C" {
#endif

/* Called instead, once, in the thread that failed and with the errno of it:
 * other threads go on, and locks may be held. It ends the program; one that
 * returns aborts it. */
typedef void failed_write_end(int fault);

/* From here on; for the one program that writes an index. */
void failed_write_watch(failed_write_end *end);

#ifdef __cplusplus
}
#endif

#endif
