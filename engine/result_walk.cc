// result_walk.cc - keeps the order of the results, and copies them when asked.
#include "engine/result_walk.h"

#include <algorithm>
#include <climits>
#include <cstdlib>
#include <memory>
#include <vector>

#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "matching.h"
#include "page_results.h"

struct result_walk {
    struct index_reader *reader;
    const struct search_request *request;
    std::vector<hit> hits;
    uint64_t total;
    size_t next; // of the hits
};

static enum concord_status find(struct result_walk *walk,
                                struct concord_error *err) {
    struct index_reader *reader = walk->reader;
    struct search_request all = *walk->request;
    struct facet_counts *counts = nullptr;
    all.page = 1;
    all.size = UINT_MAX;
    all.facets = 0;
    enum concord_status status =
        facet_counts_create(&counts, reader->generation, &all, err);
    std::unique_ptr<struct facet_counts, void (*)(struct facet_counts *)> held(
        counts, facet_counts_destroy);
    if (status != CONCORD_OK)
        return status;
    walk->hits = match_request(reader, &all, counts);
    status = facet_counts_settle(counts, err);
    walk->total = facet_counts_total(counts);
    return status;
}

enum concord_status result_walk_open(struct result_walk **out,
                                     struct index_reader *reader,
                                     const struct search_request *request,
                                     struct concord_error *err) {
    *out = nullptr;
    try {
        std::unique_ptr<struct result_walk> walk(
            new result_walk{reader, request, {}, 0, 0});
        enum concord_status status = find(walk.get(), err);
        if (status == CONCORD_OK)
            *out = walk.release();
        return status;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

uint64_t result_walk_total(const struct result_walk *walk) {
    return walk->total;
}

static enum concord_status copy_next(struct result_walk *walk, size_t most,
                                     struct result_page *page,
                                     struct concord_error *err) {
    size_t end = walk->next + std::min(most, walk->hits.size() - walk->next);
    auto first = walk->hits.begin();
    std::vector<hit> few(first + static_cast<ptrdiff_t>(walk->next),
                         first + static_cast<ptrdiff_t>(end));
    walk->next = end;
    page->total = walk->total;
    return page_results_make(page, walk->reader, walk->request, few, err);
}

enum concord_status result_walk_next(struct result_walk *walk, size_t most,
                                     struct result_page **out,
                                     struct concord_error *err) {
    *out = nullptr;
    std::unique_ptr<struct result_page, void (*)(struct result_page *)> page(
        static_cast<struct result_page *>(calloc(1, sizeof **out)),
        result_page_destroy);
    if (page == nullptr)
        return concord_no_memory(err);
    try {
        enum concord_status status = copy_next(walk, most, page.get(), err);
        if (status == CONCORD_OK)
            *out = page.release();
        return status;
    } catch (...) {
        return xapian_guard(generation_directory(walk->reader->generation),
                            err);
    }
}

void result_walk_close(struct result_walk *walk) {
    delete walk;
}
