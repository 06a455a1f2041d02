// index_batches.cc - shares batches out to threads, and merges them.
#include "index_batches.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "generation_files.h"
#include "memory_available.h"

namespace fs = std::filesystem;

// Bytes of plans: what is merged of large batches is smaller, since a term has
// its postings apart for each batch. Those of 200,000 made papers take 383 MB
// with batches of 8 MB, 250 with 64 and 209 with 256, in no more time.
static const size_t batch_bytes_min = 8u << 20;
static const size_t batch_bytes_max = 256u << 20;

// A full batch for each thread waits for it and one is written by it; one is
// being filled, and Xapian has its own.
static const size_t batches_in_memory = 4; // a thread

// A quarter of the memory may go there.
static size_t largest_batch(unsigned jobs) {
    uint64_t most =
        memory_available() / 4 / batches_in_memory / std::max(jobs, 1u);
    return static_cast<size_t>(
        std::clamp<uint64_t>(most, batch_bytes_min, batch_bytes_max));
}

// Each database that is open for a merge costs three descriptors or more.
static const size_t merged_at_once = 32;

index_batches::index_batches(const std::string &directory_,
                             const struct index_writer_options &as)
    : directory(directory_), folder(directory_ + "/batches"), options(as),
      crew(std::make_unique<task_crew>(as.jobs)) {
    smallest_batch =
        options.batch_bytes == 0 ? batch_bytes_min : options.batch_bytes;
    if (options.batch_bytes == 0)
        options.batch_bytes = largest_batch(options.jobs);
    begin_batch();
}

// ---- filling ----

void index_batches::begin_batch() {
    batches.push_back(std::make_unique<index_batch>(
        folder + "/" + std::to_string(batches.size())));
}

// A batch is a quarter of all before it, so that in a small index too each
// thread has some, and little is left for one while the others wait.
bool index_batches::is_full(const index_batch &batch) const {
    return batch.size() >=
           std::clamp(handed_over / 4, smallest_batch, options.batch_bytes);
}

void index_batches::hand_over() {
    index_batch *full = batches.back().get();
    handed_over += full->size();
    crew->add([full] { full->write(); });
}

void index_batches::put(owned_plan plan) {
    std::string id = plan->id;
    remove(id);
    index_batch *batch = batches.back().get();
    documents[id] = {batch, batch->add(std::move(plan))};
    if (!is_full(*batch))
        return;
    hand_over();
    begin_batch();
}

void index_batches::remove(const std::string &id) {
    auto found = documents.find(id);
    if (found == documents.end())
        return;
    found->second.batch->remove(found->second.place);
    documents.erase(found);
}

bool index_batches::set_group(const std::string &id,
                              const std::string &leader) {
    auto found = documents.find(id);
    if (found == documents.end())
        return false;
    found->second.batch->set_group(found->second.place, leader);
    return true;
}

// ---- merging ----

void index_batches::amend() {
    for (const auto &batch : batches) {
        index_batch *amended = batch.get();
        if (amended->has_amendments())
            crew->add([amended] { amended->amend(); });
    }
    crew->settle();
}

static void merge(const std::vector<std::string> &sources,
                  const std::string &path) {
    Xapian::Database all;
    for (const std::string &source : sources)
        all.add_database(Xapian::Database(source));
    all.compact(path);
    all.close();
    for (const std::string &source : sources)
        fs::remove_all(source);
    // The lock that glass leaves behind is no part of a generation.
    fs::remove(path + "/flintlock");
}

// Put one database in the place of each so many neighbours, until they are few.
void index_batches::merge_groups(paths &sources) {
    while (sources.size() > merged_at_once) {
        paths merged;
        for (size_t i = 0; i < sources.size(); i += merged_at_once) {
            size_t end = std::min(i + merged_at_once, sources.size());
            paths group(sources.begin() + static_cast<long>(i),
                        sources.begin() + static_cast<long>(end));
            merged.push_back(group.front() + "+");
            crew->add([group, path = merged.back()] { merge(group, path); });
        }
        crew->settle();
        sources = std::move(merged);
    }
}

void index_batches::merge_all(paths sources, const char *name) {
    merge_groups(sources);
    crew->add(
        [sources, path = directory + "/" + name] { merge(sources, path); });
}

// What was removed is forgotten in any case.
void index_batches::finish(bool forget) {
    (void)forget;
    paths of_documents;
    paths of_statements;
    hand_over();
    crew->settle();
    amend();
    for (const auto &batch : batches) {
        of_documents.push_back(batch->documents_path());
        of_statements.push_back(batch->statements_path());
    }
    merge_all(std::move(of_documents), GENERATION_XAPIAN);
    merge_all(std::move(of_statements), GENERATION_STATEMENTS);
    crew->settle();
    fs::remove_all(folder);
}
