#include "server/store/pages.hpp"

#include <algorithm>

#include "server/store/tables.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha::store {

namespace {
Record decoded(ByteView row) {
    auto record = decode_record(row);
    if (!record) throw sqlite::Failure({"corrupt", "a row of record cannot be read back"});
    return *std::move(record);
}

struct RawRow {
    std::uint64_t seq = 0;
    Bytes row;
};

/// All but the versions in `quiet`, which is ascending.
void collect(sqlite::Statement& rows, std::span<std::uint64_t const> quiet, std::vector<RawRow>& out) {
    sqlite::Use const use(rows);
    while (rows.step()) {
        std::uint64_t const seq = rows.unsigned_integer(0);
        if (!std::ranges::binary_search(quiet, seq)) out.push_back({seq, rows.bytes(1)});
    }
}

/// Keeps the oldest rows that fit a page; true when some did not.
bool cut(std::vector<RawRow>& rows, std::size_t rows_max) {
    std::ranges::sort(rows, {}, &RawRow::seq);
    std::size_t bytes = 0;
    std::size_t fit = 0;
    while (fit < rows.size() && fit < rows_max && (fit == 0 || bytes + rows[fit].row.size() <= limits::page_bytes_goal))
        bytes += rows[fit++].row.size();
    bool const full = fit < rows.size();
    rows.resize(fit);
    return full;
}

std::uint64_t last_seq(sqlite::Database& db) {
    sqlite::Statement last(db, "SELECT seq FROM last_seq");
    return last.step() ? last.unsigned_integer(0) : 0;
}

Root root_of(sqlite::Statement const& from) {
    return {static_cast<RootKind>(from.integer(0)), Uuid::from(from.blob(1))};
}

bool is_granted(sqlite::Database& db, Uuid const& person, Root const& root) {
    sqlite::Statement one(db, "SELECT 1 FROM grants WHERE person=?1 AND id=?2 AND kind=?3 AND left=0");
    return one.with(person.view(), root.id.view(), code(root.kind)).step();
}

void fill(Page& page, std::vector<RawRow> const& rows) {
    for (auto const& row : rows) page.rows.push_back({row.seq, decoded(row.row)});
}

Page root_page(sqlite::Database& db, RootCursor const& from, std::size_t rows_max, Page page) {
    sqlite::Statement rows_of(db, "SELECT seq, row FROM record WHERE root_id=?1 AND root_kind=?2 AND seq>?3");
    std::vector<RawRow> rows;
    collect(rows_of.with(from.root.id.view(), code(from.root.kind), from.seq), {}, rows);
    page.root = from.root;
    page.full = cut(rows, rows_max);
    page.to = page.full ? rows.back().seq : last_seq(db);
    fill(page, rows);
    return page;
}

Page live_page(sqlite::Database& db, PageQuery const& query, Page page) {
    std::uint64_t const end = last_seq(db);
    // Roots granted after the cursor come whole as root pages, unless this device made them itself.
    sqlite::Statement moved(
        db,
        "SELECT g.kind, g.id FROM grants g JOIN root r ON r.id=g.id AND r.kind=g.kind WHERE g.person=?1 AND g.left=0 "
        "AND r.seq>?2 "
        "AND (g.since<=?2 OR EXISTS (SELECT 1 FROM born b WHERE b.device=?3 AND b.id=g.id AND b.kind=g.kind))");
    sqlite::Statement rows_of(db, "SELECT seq, row FROM record WHERE root_id=?1 AND root_kind=?2 AND seq>?3");
    std::vector<RawRow> rows;
    moved.with(query.person.view(), query.seq, query.device.view());
    while (moved.step()) {
        auto const root = root_of(moved);
        collect(rows_of.with(root.id.view(), code(root.kind), query.seq), query.quiet, rows);
    }
    page.full = cut(rows, query.rows_max);
    page.to = page.full ? rows.back().seq : end;
    page.last = page.to == end;
    fill(page, rows);
    sqlite::Statement left(db, "SELECT kind, id FROM grants WHERE person=?1 AND left>?2 AND left<=?3 ORDER BY left");
    left.with(query.person.view(), query.seq, page.to);
    while (left.step()) page.leaves.push_back(root_of(left));
    sqlite::Statement fresh(db,
                            "SELECT kind, id FROM grants g WHERE person=?1 AND left=0 AND since>?2 AND since<=?3 "
                            "AND NOT EXISTS (SELECT 1 FROM born b WHERE b.device=?4 AND b.id=g.id AND b.kind=g.kind) "
                            "ORDER BY since LIMIT ?5");
    fresh.with(query.person.view(), query.seq, page.to, query.device.view(), limits::hello_entries_max);
    while (fresh.step()) page.fresh.push_back(root_of(fresh));
    return page;
}
}  // namespace

std::optional<std::uint64_t> check_at(sqlite::Database& db, std::uint64_t seq) {
    sqlite::Statement head(db, "SELECT root FROM head WHERE seq>=?1 ORDER BY seq LIMIT 1");
    if (!head.with(seq).step()) return std::nullopt;
    return ByteReader(head.blob(0)).u64_be();
}

Page read_page(sqlite::Database& db, PageQuery const& query, std::uint64_t server_epoch) {
    sqlite::Snapshot const snapshot(db);
    Page page;
    page.server_epoch = server_epoch;
    bool const goes_on = query.root && is_granted(db, query.person, query.root->root);
    page =
        goes_on ? root_page(db, *query.root, query.rows_max, std::move(page)) : live_page(db, query, std::move(page));
    page.check = page.to == 0 ? 0 : check_at(db, page.to).value_or(0);
    return page;
}

std::optional<Record> read_record(sqlite::Database& db, RecordName const& name) {
    sqlite::Statement one(db, "SELECT row FROM record WHERE root_id=?1 AND type=?2 AND id=?3 AND root_kind=?4");
    if (!one.with(name.root.id.view(), code(name.type), name.id.view(), code(name.root.kind)).step())
        return std::nullopt;
    return decoded(one.blob(0));
}

std::vector<Record> read_root(sqlite::Database& db, Root const& root) {
    sqlite::Statement rows(db, "SELECT row FROM record WHERE root_id=?1 AND root_kind=?2 ORDER BY type, id");
    std::vector<Record> out;
    rows.with(root.id.view(), code(root.kind));
    while (rows.step()) out.push_back(decoded(rows.blob(0)));
    return out;
}

std::vector<Record> read_type(sqlite::Database& db, RecordType type) {
    using enum RecordType;
    bool const is_indexed = type != answer && type != photo && type != step && type != ruling;
    // The index is used only by a query that repeats its condition.
    sqlite::Statement rows(
        db, is_indexed
                ? "SELECT row FROM record WHERE type=?1 AND type<>17 AND type<>18 AND type<>22 AND type<>23 ORDER BY id"
                : "SELECT row FROM record WHERE type=?1 ORDER BY id");
    std::vector<Record> out;
    rows.with(code(type));
    while (rows.step()) out.push_back(decoded(rows.blob(0)));
    return out;
}

std::vector<HeldRow> read_held(sqlite::Database& db) {
    sqlite::Statement rows(db, "SELECT id, header, idx, standing, code, delta FROM held WHERE settled=0 ORDER BY id");
    std::vector<HeldRow> out;
    while (rows.step()) {
        auto const header = BatchHeader::decode(rows.blob(1));
        auto delta = decode_delta(rows.blob(5));
        if (!header || !delta) throw sqlite::Failure({"corrupt", "a held delta cannot be read back"});
        DeltaVerdict const verdict{static_cast<Standing>(rows.integer(3)), 0, rows.text(4)};
        out.push_back({rows.integer(0), *header, rows.unsigned_integer(2), verdict, *std::move(delta)});
    }
    return out;
}

}  // namespace mingcha::store
