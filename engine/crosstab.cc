// crosstab.cc - counts in two steps: the two facets by themselves, which says
// which values are listed, then the pairs of these.
#include "engine/crosstab.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <utility>
#include <vector>

#include "facet_counts.h"
#include "generation_files.h"
#include "index_reader_parts.h"
#include "matching.h"

namespace {

using counts_pointer =
    std::unique_ptr<struct facet_counts, void (*)(struct facet_counts *)>;

// One of the two facets: the place of each of its values in the table.
class side {
  public:
    side(const struct facet_columns *columns_,
         const struct facet_result &listed)
        : columns(columns_), column(&columns_->facets[listed.facet]),
          missing(listed.bucket_count + CROSSTAB_MISSING),
          places(column->value_count, listed.bucket_count + CROSSTAB_OTHER) {
        for (size_t i = 0; i < listed.bucket_count; i++) {
            uint32_t place = facet_column_find(column, listed.buckets[i].value);
            if (place < column->value_count)
                places[place] = i;
        }
    }
    size_t width() const {
        return missing - CROSSTAB_MISSING + CROSSTAB_BESIDES;
    }
    // The places of what some of these documents have, each value once.
    const std::vector<size_t> &find(const Xapian::docid *first, size_t count) {
        ordinals.clear();
        found.clear();
        bool lacks = false;
        for (size_t i = 0; i < count; i++) {
            struct facet_values values =
                facet_columns_values(columns, column, first[i]);
            lacks |= values.count == 0;
            ordinals.insert(ordinals.end(), values.ordinals,
                            values.ordinals + values.count);
        }
        if (count > 1) {
            std::sort(ordinals.begin(), ordinals.end());
            ordinals.erase(std::unique(ordinals.begin(), ordinals.end()),
                           ordinals.end());
        }
        for (uint32_t ordinal : ordinals)
            found.push_back(places[ordinal - column->first]);
        if (lacks)
            found.push_back(missing);
        return found;
    }

  private:
    const struct facet_columns *columns;
    const struct facet_column *column;
    size_t missing;
    std::vector<size_t> places; // in the table, by place in the facet
    std::vector<uint32_t> ordinals;
    std::vector<size_t> found;
};

// What was found, those that are one result side by side.
struct results {
    const struct facet_columns *columns;
    bool collapses;
    std::vector<Xapian::docid> docids;

    void arrange() {
        if (!collapses)
            return;
        std::sort(docids.begin(), docids.end(),
                  [this](Xapian::docid a, Xapian::docid b) {
                      uint32_t first = columns->leader[a];
                      uint32_t second = columns->leader[b];
                      return first != second ? first < second : a < b;
                  });
    }
    // Behind the result that begins at `start`.
    size_t end_of(size_t start) const {
        uint32_t leader = collapses ? columns->leader[docids[start]] : 0;
        size_t end = start + 1;
        while (leader != 0 && end < docids.size() &&
               columns->leader[docids[end]] == leader)
            end++;
        return end;
    }
};

} // namespace

static enum concord_status find(struct index_reader *reader,
                                const struct search_request *request,
                                struct results *found,
                                struct concord_error *err) {
    struct search_request search = *request;
    struct facet_counts *counts = nullptr;
    search.facets = 0;
    enum concord_status status =
        facet_counts_create(&counts, reader->generation, &search, err);
    counts_pointer held(counts, facet_counts_destroy);
    if (status != CONCORD_OK)
        return status;
    found->docids = match_documents(reader, &search, counts);
    found->arrange();
    return CONCORD_OK;
}

// Without a filter everything counts everywhere, and only what was found is
// counted.
static enum concord_status
list_values(struct index_reader *reader, const struct search_request *request,
            unsigned rows, unsigned columns, const struct results *found,
            struct result_page *page, struct concord_error *err) {
    struct search_request plain = {};
    struct facet_counts *counts = nullptr;
    plain.facets = UINT32_C(1) << rows | UINT32_C(1) << columns;
    plain.facet_size = request->facet_size;
    plain.facet_sort = request->facet_sort;
    plain.show_duplicates = request->show_duplicates;
    enum concord_status status =
        facet_counts_create(&counts, reader->generation, &plain, err);
    counts_pointer held(counts, facet_counts_destroy);
    if (status != CONCORD_OK)
        return status;
    for (Xapian::docid docid : found->docids)
        facet_counts_add(counts, docid);
    status = facet_counts_settle(counts, err);
    page->total = facet_counts_total(counts);
    return status == CONCORD_OK ? facet_counts_report(counts, page, err)
                                : status;
}

static enum concord_status count_pairs(struct crosstab *table,
                                       const struct results *found,
                                       const struct search_request *request,
                                       struct concord_error *err) {
    side rows(found->columns, table->rows);
    side columns(found->columns, table->columns);
    deadline limit(request->deadline);
    auto *cells = static_cast<uint64_t *>(arena_alloc(
        &table->arena, rows.width() * columns.width() * sizeof(uint64_t)));
    if (cells == nullptr)
        return concord_no_memory(err);
    for (size_t start = 0; start < found->docids.size();) {
        size_t end = found->end_of(start);
        const Xapian::docid *first = &found->docids[start];
        const std::vector<size_t> &across = columns.find(first, end - start);
        limit.check();
        for (size_t row : rows.find(first, end - start))
            for (size_t column : across)
                cells[row * columns.width() + column]++;
        start = end;
    }
    table->cells = cells;
    return CONCORD_OK;
}

// Of the page, which has the one or the two in the schema's order.
static struct facet_result take_facet(const struct result_page *page,
                                      unsigned facet) {
    size_t i = 0;
    while (i + 1 < page->facet_count && page->facets[i].facet != facet)
        i++;
    return page->facets[i];
}

static enum concord_status make(struct crosstab *table,
                                struct index_reader *reader,
                                const struct search_request *request,
                                unsigned rows, unsigned columns,
                                struct concord_error *err) {
    const struct facet_columns *all = generation_columns(reader->generation);
    struct results found = {
        all, !request->show_duplicates && all->grouped_count > 0, {}};
    enum concord_status status = find(reader, request, &found, err);
    struct result_page page = {}; // nothing throws until its arena is handed on
    if (status == CONCORD_OK)
        status =
            list_values(reader, request, rows, columns, &found, &page, err);
    table->arena = page.arena; // which the lists are in
    if (status != CONCORD_OK)
        return status;
    table->total = page.total;
    table->rows = take_facet(&page, rows);
    table->columns = take_facet(&page, columns);
    return count_pairs(table, &found, request, err);
}

enum concord_status index_reader_crosstab(struct index_reader *reader,
                                          const struct search_request *request,
                                          unsigned rows, unsigned columns,
                                          struct crosstab **out,
                                          struct concord_error *err) {
    *out = nullptr;
    std::unique_ptr<struct crosstab, void (*)(struct crosstab *)> table(
        static_cast<struct crosstab *>(calloc(1, sizeof **out)),
        crosstab_destroy);
    if (table == nullptr)
        return concord_no_memory(err);
    try {
        enum concord_status status =
            make(table.get(), reader, request, rows, columns, err);
        if (status == CONCORD_OK)
            *out = table.release();
        return status;
    } catch (...) {
        return xapian_guard(generation_directory(reader->generation), err);
    }
}

void crosstab_destroy(struct crosstab *table) {
    if (table == nullptr)
        return;
    arena_clear(&table->arena);
    free(table);
}
