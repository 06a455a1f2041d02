/* index_batches.h - a new index, written as small databases by several threads
 * and merged at the end. C++ only; throws as Xapian does, and what a thread
 * came upon is thrown by the next call.
 *
 *   put put put ...      a batch is full after so many bytes of plans
 *     [batch 0] [batch 1] [batch 2] ...     each written by one of the threads
 *         \       |        /
 *          xapian/, statements/             merged, in their order
 *
 * Documents keep the order in which they were put, so that docids are the same
 * however many threads there are. One thread puts. */
#ifndef CONCORD_ENGINE_INDEX_BATCHES_H
#define CONCORD_ENGINE_INDEX_BATCHES_H

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/index_writer.h"
#include "index_batch.h"
#include "index_sink.h"
#include "task_crew.h"

class index_batches : public index_sink {
  public:
    // Of the index in the generation's folder `directory`.
    index_batches(const std::string &directory,
                  const struct index_writer_options &as);

    void put(owned_plan plan) override;
    void remove(const std::string &id) override;
    bool set_group(const std::string &id, const std::string &leader) override;
    void finish(bool forget) override;

  private:
    struct entry {
        index_batch *batch;
        index_batch::place place;
    };
    using paths = std::vector<std::string>;

    std::string directory;
    std::string folder; // of the batches, inside it
    struct index_writer_options options;
    size_t smallest_batch;  // bytes of plans, as are those
    size_t handed_over = 0; // to the threads
    std::vector<std::unique_ptr<index_batch>> batches; // all but the last are
                                                       // with the threads
    std::unordered_map<std::string, entry> documents;  // by unique id
    std::unique_ptr<task_crew> crew; // last: it ends before what it works on

    void begin_batch();
    bool is_full(const index_batch &batch) const;
    void hand_over();
    void amend();
    void merge_groups(paths &sources);
    void merge_all(paths sources, const char *name);
};

#endif
