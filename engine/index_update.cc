// index_update.cc - changes an index document by document.
#include "index_update.h"

#include "index_document.h"

// Text between commits, in bytes: what Xapian holds in memory grows with it.
static const size_t uncommitted_max = 64u << 20;

index_update::index_update(const std::string &directory,
                           const char *parent_directory) {
    documents.open(directory, parent_directory);
    statements.open(directory, parent_directory);
}

static std::string id_term(const std::string &id) {
    char name[PLAN_TERM_MAX + 1];
    plan_id_term(name, id.c_str());
    return name;
}

void index_update::count_bytes(size_t more) {
    uncommitted += more;
    if (uncommitted < uncommitted_max)
        return;
    documents.commit();
    statements.commit();
    uncommitted = 0;
}

void index_update::put(owned_plan plan) {
    std::string term = id_term(plan->id);
    forget_groups();
    documents.replace(term, {index_document_make(plan.get())});
    statements.replace(term, index_document_statements(plan.get()));
    count_bytes(plan->text_size);
}

void index_update::remove(const std::string &id) {
    std::string term = id_term(id);
    forget_groups();
    documents.replace(term, {});
    statements.replace(term, {});
}

void index_update::forget_groups() {
    groups.clear();
    groups_read = false;
}

// One walk through two slots, in place of a look-up for each document.
void index_update::read_groups() {
    const Xapian::Database &database = *documents.database;
    auto id = database.valuestream_begin(PLAN_SLOT_ID);
    for (auto leader = database.valuestream_begin(PLAN_SLOT_GROUP);
         leader != database.valuestream_end(PLAN_SLOT_GROUP); ++leader) {
        id.skip_to(leader.get_docid());
        groups[*id] = {leader.get_docid(), *leader};
    }
    groups_read = true;
}

// 0: there is none.
Xapian::docid index_update::find_document(const std::string &id) const {
    const Xapian::Database &database = *documents.database;
    std::string term = id_term(id);
    auto posting = database.postlist_begin(term);
    return posting != database.postlist_end(term) ? *posting : 0;
}

void index_update::store_group(stored_group &group, const std::string &leader) {
    Xapian::WritableDatabase &database = *documents.database;
    Xapian::Document document = database.get_document(group.docid);
    document.add_value(PLAN_SLOT_GROUP, leader); // an empty one takes it out
    database.replace_document(group.docid, document);
    group.leader = leader;
}

bool index_update::set_group(const std::string &id, const std::string &leader) {
    if (!groups_read)
        read_groups();
    auto found = groups.find(id);
    if (found == groups.end()) {
        Xapian::docid docid = leader.empty() ? 0 : find_document(id);
        if (docid == 0)
            return leader.empty();
        found = groups.emplace(id, stored_group{docid, {}}).first;
    }
    if (found->second.leader != leader)
        store_group(found->second, leader);
    return true;
}

void index_update::finish(bool forget) {
    documents.finish(forget);
    statements.finish(forget);
}
