/* index_bounds.h - what Xapian remembers of values that are there no more.
 * C++ only; included by the engine's .cc files. */
#ifndef CONCORD_ENGINE_INDEX_BOUNDS_H
#define CONCORD_ENGINE_INDEX_BOUNDS_H

#include <vector>
#include <xapian.h>

/* For each of the slots the database keeps a lowest and a highest value, and
 * does not take them back when their document goes: the title of one that was
 * removed may stay in the index so, through every compaction. Set them anew
 * where they are not those of a document. Throws as Xapian does. */
void index_bounds_tighten(Xapian::WritableDatabase &database,
                          const std::vector<Xapian::valueno> &slots);

#endif
