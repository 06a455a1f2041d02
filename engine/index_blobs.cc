// index_blobs.cc - carries blobs over from generation to generation.
#include "index_blobs.h"

#include <memory>
#include <xapian.h>

#include "engine/posting_plan.h"
#include "facet_columns.h"
#include "generation_files.h"

namespace {

// The parent's, closed with it; without columns when there is no parent.
class parent_columns {
  public:
    parent_columns() = default;
    parent_columns(const parent_columns &) = delete;
    parent_columns &operator=(const parent_columns &) = delete;
    ~parent_columns() {
        facet_columns_close(&columns);
    }
    enum concord_status open(const char *directory, struct concord_error *err) {
        if (directory == nullptr)
            return CONCORD_OK;
        std::string path = std::string(directory) + "/" GENERATION_COLUMNS;
        return facet_columns_open(&columns, path.c_str(), err);
    }
    struct document_blobs of(Xapian::docid docid) const {
        return docid < columns.limit ? columns.blobs[docid] : document_blobs{};
    }

  private:
    struct facet_columns columns = {};
};

} // namespace

enum concord_status index_blobs_settle(blobs_by_docid *out,
                                       const std::string &directory,
                                       const char *parent_directory,
                                       const blobs_by_id &put,
                                       struct concord_error *err) {
    Xapian::Database database(directory + "/" GENERATION_XAPIAN);
    parent_columns parent;
    enum concord_status status = parent.open(parent_directory, err);
    if (status != CONCORD_OK)
        return status;
    out->assign(database.get_lastdocid() + size_t{1}, {});
    for (auto id = database.valuestream_begin(PLAN_SLOT_ID);
         id != database.valuestream_end(PLAN_SLOT_ID); ++id) {
        auto found = put.find(*id);
        struct document_blobs blobs =
            found != put.end() ? found->second : parent.of(id.get_docid());
        if (blobs.shown.segment == 0)
            return concord_fail(err, CONCORD_CORRUPT,
                                "%s/" GENERATION_COLUMNS
                                ": does not say where the document '%.200s' "
                                "is; run concord-indexer --rebuild",
                                parent_directory == nullptr ? directory.c_str()
                                                            : parent_directory,
                                (*id).c_str());
        (*out)[id.get_docid()] = blobs;
    }
    return CONCORD_OK;
}
