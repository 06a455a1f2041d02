// posting_table.cc - finds, decodes and lets go lists of postings.
//
// A slot is made for a term when it is first asked for, and stays while the
// table does; its list comes and goes. To use a list a thread first counts
// itself among the slot's users, and then looks whether there is a list; to let
// a list go, the cache first takes the count from 0 to far below it, which no
// other thread can undo, and whoever counts himself in meanwhile sees that.
#include "held_postings.h"

#include <algorithm>
#include <atomic>
#include <climits>
#include <condition_variable>
#include <functional>
#include <malloc.h>
#include <mutex>
#include <new>
#include <vector>

#include "bm25.h"
#include "generation_files.h"
#include "xapian_guard.h"

// A list of fewer postings is decoded about as fast as it is found, and there
// are too many of them: most words of an archive are in a handful of papers.
static const size_t kept_least = 32;

static const int letting_go = INT_MIN / 2;

static const int large_block = 128 * 1024;

struct posting_slot {
    posting_slot(const struct posting_table *table_, const std::string &term_)
        : table(table_), term(term_) {
    }
    const struct posting_table *const table;
    const std::string term;
    posting_slot *next = nullptr; // of its bucket; set before it is seen
    std::atomic<int> users{0};
    std::atomic<const posting_list *> list{nullptr};
    std::atomic<bool> recent{false}; // used since the cache last looked
    bool filling = false;            // a thread decodes; under the table's lock
    size_t bytes = 0;                // of the list; under the cache's lock
};

struct posting_cache {
    explicit posting_cache(size_t limit_) : limit(limit_) {
    }
    std::mutex lock;
    const size_t limit;
    size_t bytes = 0;
    std::vector<posting_slot *> ring; // those with a list
    size_t hand = 0;                  // where it looked last
    std::atomic<uint64_t> hits{0};
    std::atomic<uint64_t> misses{0};
    uint64_t evicted = 0;

    bool make_room(size_t wanted);
    bool let_go(size_t place);
    void charge(size_t more);
    void give_back(size_t reserved);
    void add(posting_slot *slot, size_t size, size_t reserved);
    void forget(const struct posting_table *table);
};

struct posting_table {
    posting_table(const struct facet_columns *columns_, size_t bucket_count)
        : columns(columns_), buckets(bucket_count) {
    }
    ~posting_table();

    const struct facet_columns *columns;
    struct posting_cache unshared {
        SIZE_MAX
    };
    struct posting_cache *cache = &unshared;
    posting_norms norms;
    size_t slot_bytes = 0; // of the cache, as long as the table lives
    std::mutex lock;
    std::condition_variable filled;
    std::vector<std::atomic<posting_slot *>> buckets; // a power of two
};

// ---- using a list ----

static const posting_list *enter(posting_slot *slot) {
    if (slot->users.fetch_add(1, std::memory_order_acquire) >= 0) {
        const posting_list *list = slot->list.load(std::memory_order_acquire);
        if (list != nullptr) {
            if (!slot->recent.load(std::memory_order_relaxed))
                slot->recent.store(true, std::memory_order_relaxed);
            return list;
        }
    }
    slot->users.fetch_sub(1, std::memory_order_release);
    return nullptr;
}

held_postings::~held_postings() {
    if (slot != nullptr)
        slot->users.fetch_sub(1, std::memory_order_release);
}

// ---- the cache ----

// Takes the list of ring[place] away, unless it is in use.
bool posting_cache::let_go(size_t place) {
    posting_slot *slot = ring[place];
    int none = 0;
    if (!slot->users.compare_exchange_strong(none, letting_go,
                                             std::memory_order_acq_rel))
        return false;
    delete slot->list.exchange(nullptr);
    slot->users.fetch_sub(letting_go, std::memory_order_release);
    bytes -= slot->bytes;
    ring[place] = ring.back();
    ring.pop_back();
    evicted++;
    return true;
}

// Reserves so many bytes. Each list is looked at twice at the most: first it
// was used of late, then perhaps not any more.
bool posting_cache::make_room(size_t wanted) {
    std::lock_guard<std::mutex> held(lock);
    size_t looks = 2 * ring.size();
    if (wanted > limit)
        return false;
    while (bytes > limit - wanted) {
        if (looks-- == 0 || ring.empty())
            return false;
        hand = hand < ring.size() ? hand : 0;
        if (ring[hand]->recent.exchange(false) || !let_go(hand))
            hand++;
    }
    bytes += wanted;
    return true;
}

// For what cannot be let go.
void posting_cache::charge(size_t more) {
    std::lock_guard<std::mutex> held(lock);
    bytes += more;
}

void posting_cache::give_back(size_t reserved) {
    std::lock_guard<std::mutex> held(lock);
    bytes -= reserved;
}

void posting_cache::add(posting_slot *slot, size_t size, size_t reserved) {
    std::lock_guard<std::mutex> held(lock);
    ring.push_back(slot);
    slot->bytes = size;
    bytes += size;
    bytes -= reserved;
}

void posting_cache::forget(const struct posting_table *table) {
    std::lock_guard<std::mutex> held(lock);
    size_t kept = 0;
    for (posting_slot *slot : ring)
        if (slot->table == table)
            bytes -= slot->bytes;
        else
            ring[kept++] = slot;
    ring.resize(kept);
}

enum concord_status posting_cache_create(struct posting_cache **out,
                                         size_t bytes,
                                         struct concord_error *err) {
    mallopt(M_MMAP_THRESHOLD, large_block);
    *out = new (std::nothrow) posting_cache(bytes);
    return *out != nullptr ? CONCORD_OK : concord_no_memory(err);
}

void posting_cache_destroy(struct posting_cache *cache) {
    delete cache;
}

void posting_cache_describe(struct posting_cache *cache,
                            struct posting_cache_numbers *out) {
    std::lock_guard<std::mutex> held(cache->lock);
    *out = {cache->bytes, cache->limit,  cache->ring.size(),
            cache->hits,  cache->misses, cache->evicted};
}

// ---- the table ----

posting_table::~posting_table() {
    cache->forget(this);
    cache->give_back(slot_bytes);
    for (auto &bucket : buckets)
        for (posting_slot *slot = bucket.load(); slot != nullptr;) {
            posting_slot *next = slot->next;
            delete slot->list.load();
            delete slot;
            slot = next;
        }
}

static void make_norms(posting_norms &norms,
                       const struct facet_columns *columns) {
    uint64_t length = 0;
    for (uint32_t docid = 0; docid < columns->limit; docid++)
        length += columns->length[docid];
    norms.lengths = columns->length;
    norms.documents = columns->live_count;
    if (columns->live_count > 0)
        norms.average_length =
            static_cast<double>(length) / columns->live_count;
}

// As many as there may be terms that are asked for often.
static size_t choose_buckets(uint32_t documents) {
    size_t buckets = 256;
    while (buckets < documents && buckets < 65536)
        buckets *= 2;
    return buckets;
}

enum concord_status posting_table_create(struct posting_table **out,
                                         const struct facet_columns *columns,
                                         struct concord_error *err) {
    *out = nullptr;
    try {
        auto table = std::make_unique<posting_table>(
            columns, choose_buckets(columns->limit));
        make_norms(table->norms, columns);
        *out = table.release();
        return CONCORD_OK;
    } catch (...) {
        return xapian_guard("postings", err);
    }
}

void posting_table_share(struct posting_table *table,
                         struct posting_cache *cache) {
    table->cache = cache;
}

void posting_table_destroy(struct posting_table *table) {
    delete table;
}

static std::atomic<posting_slot *> &bucket_of(struct posting_table *table,
                                              const std::string &term) {
    size_t hash = std::hash<std::string>()(term);
    return table->buckets[hash & (table->buckets.size() - 1)];
}

static posting_slot *find_slot(struct posting_table *table,
                               const std::string &term) {
    posting_slot *slot = bucket_of(table, term).load(std::memory_order_acquire);
    while (slot != nullptr && slot->term != term)
        slot = slot->next;
    return slot;
}

// Under the table's lock.
static posting_slot *make_slot(struct posting_table *table,
                               const std::string &term) {
    posting_slot *slot = find_slot(table, term);
    if (slot != nullptr)
        return slot;
    std::atomic<posting_slot *> &bucket = bucket_of(table, term);
    slot = new posting_slot(table, term);
    size_t bytes = sizeof *slot + 2 * term.capacity(); // with the allocator's
    table->slot_bytes += bytes;
    table->cache->charge(bytes);
    slot->next = bucket.load(std::memory_order_relaxed);
    bucket.store(slot, std::memory_order_release);
    return slot;
}

// ---- reading ----

const posting_norms &posting_table_norms(const struct posting_table *table) {
    return table->norms;
}

namespace {

// Room in the cache, given back unless a list comes to be in it.
class reservation {
  public:
    reservation(struct posting_cache *cache_, size_t wanted)
        : cache(cache_), bytes(cache_->make_room(wanted) ? wanted : 0) {
    }
    reservation(const reservation &) = delete;
    reservation &operator=(const reservation &) = delete;
    ~reservation() {
        if (bytes > 0)
            cache->give_back(bytes);
    }
    bool granted() const {
        return bytes > 0;
    }
    // A list took more than was foreseen; false when there is no room for it.
    bool grow(size_t wanted) {
        if (wanted > bytes && !cache->make_room(wanted - bytes))
            return false;
        bytes = std::max(bytes, wanted);
        return true;
    }
    void use(posting_slot *slot, size_t size) {
        cache->add(slot, size, bytes);
        bytes = 0;
    }

  private:
    struct posting_cache *cache;
    size_t bytes;
};

// A slot that this thread alone fills, until it is done or gives up.
class filling {
  public:
    filling(struct posting_table *table_, posting_slot *slot_)
        : table(table_), slot(slot_) {
        slot->filling = true;
    }
    filling(const filling &) = delete;
    filling &operator=(const filling &) = delete;
    ~filling() {
        std::lock_guard<std::mutex> held(table->lock);
        slot->filling = false;
        table->filled.notify_all();
    }

  private:
    struct posting_table *table;
    posting_slot *slot;
};

} // namespace

// Without room for it the list is its search's own.
static held_postings share(posting_slot *slot, reservation &room,
                           std::unique_ptr<posting_list> list) {
    size_t size = list->bytes();
    if (!room.grow(size))
        return held_postings(std::move(list));
    slot->users.fetch_add(1, std::memory_order_acquire);
    held_postings held(list.get(), slot);
    room.use(slot, size);
    slot->list.store(list.release(), std::memory_order_release);
    return held;
}

// Waits when another thread is at it.
static held_postings fetch(struct posting_table *table, const std::string &term,
                           posting_source &source, size_t most) {
    uint32_t limit = table->columns->limit;
    reservation room(table->cache, posting_list::estimate(most, limit));
    if (most < kept_least || !room.granted())
        return held_postings(source.read(limit, table->norms));
    std::unique_lock<std::mutex> lock(table->lock);
    posting_slot *slot = make_slot(table, term);
    table->filled.wait(lock, [slot] { return !slot->filling; });
    const posting_list *list = enter(slot);
    if (list != nullptr)
        return held_postings(list, slot);
    filling alone(table, slot);
    lock.unlock();
    return share(slot, room, source.read(limit, table->norms));
}

held_postings posting_table_hold(struct posting_table *table,
                                 const std::string &term,
                                 posting_source &source) {
    posting_slot *slot = find_slot(table, term);
    const posting_list *list = slot == nullptr ? nullptr : enter(slot);
    if (list != nullptr) {
        table->cache->hits.fetch_add(1, std::memory_order_relaxed);
        return held_postings(list, slot);
    }
    size_t most = source.most();
    if (most == 0)
        return held_postings(
            posting_list::maker(0, table->columns->limit, table->norms)
                .finish());
    table->cache->misses.fetch_add(1, std::memory_order_relaxed);
    return fetch(table, term, source, most);
}

bool posting_table_counts(struct posting_table *table, const std::string &term,
                          size_t *documents) {
    posting_slot *slot = find_slot(table, term);
    const posting_list *list = slot == nullptr ? nullptr : enter(slot);
    if (list == nullptr)
        return false;
    *documents = held_postings(list, slot)->documents().count;
    return true;
}

bool posting_table_is_half_full(const struct posting_table *table) {
    std::lock_guard<std::mutex> held(table->cache->lock);
    return table->cache->bytes >= table->cache->limit / 2;
}
