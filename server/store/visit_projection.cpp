#include "server/store/visit_projection.hpp"

#include <algorithm>

#include "server/store/pages.hpp"
#include "shared/data/demo_city.hpp"
#include "shared/rules/feedback.hpp"
#include "shared/rules/put_off.hpp"
#include "shared/rules/ranks.hpp"

namespace mingcha {

namespace {
using sqlite::Statement;
constexpr std::int64_t clock_off_ms = 5 * 60'000;  // DOMAIN CF16: drift above 5 minutes is flagged

constexpr char const* schema = R"sql(
CREATE TABLE IF NOT EXISTS visit_row (
    id BLOB PRIMARY KEY, seq INTEGER, updated INTEGER, unit BLOB, zone BLOB, office BLOB, top BLOB, lead BLOB, hidden INTEGER, hidden_for BLOB,
    number TEXT, unit_zh TEXT, unit_en TEXT, initials TEXT, kind TEXT, date TEXT, secret INTEGER, provisional INTEGER, vetoed INTEGER,
    started INTEGER, ended INTEGER, state INTEGER, list_code TEXT, list_version TEXT, title_zh TEXT, title_en TEXT, points TEXT, max TEXT,
    grade_code TEXT, grade_zh TEXT, grade_en TEXT, points_sort INTEGER, grade_rank INTEGER, answered INTEGER, items INTEGER, counts TEXT,
    findings INTEGER, findings_open INTEGER, photos INTEGER, photos_received INTEGER, conflicts INTEGER, dissents INTEGER, flags INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS visit_by_office ON visit_row (office, date, id);
CREATE INDEX IF NOT EXISTS visit_by_date ON visit_row (date, id);
CREATE INDEX IF NOT EXISTS visit_by_unit_name ON visit_row (unit_zh, id);
CREATE INDEX IF NOT EXISTS visit_by_state ON visit_row (state, id);
CREATE INDEX IF NOT EXISTS visit_by_points ON visit_row (points_sort, id);
CREATE INDEX IF NOT EXISTS visit_by_updated ON visit_row (updated, id);
CREATE INDEX IF NOT EXISTS visit_by_unit ON visit_row (unit, list_code, date);
-- Lead and members.
CREATE TABLE IF NOT EXISTS visit_member (visit BLOB, person BLOB, leads INTEGER, PRIMARY KEY (visit, person)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS visit_member_by_person ON visit_member (person, visit);
CREATE TABLE IF NOT EXISTS finding_row (id BLOB PRIMARY KEY, visit BLOB, state INTEGER, open INTEGER, conflicts INTEGER, seq INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS finding_by_visit ON finding_row (visit, id);
CREATE TABLE IF NOT EXISTS zone_row (id BLOB PRIMARY KEY, office BLOB, name_zh TEXT, name_en TEXT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person_row (id BLOB PRIMARY KEY, name TEXT) WITHOUT ROWID;
-- Visits whose confirmation is put off, with the end of the period.
CREATE TABLE IF NOT EXISTS put_off_row (visit BLOB PRIMARY KEY, until INTEGER) WITHOUT ROWID;
-- Verification codes of every feedback (verification_code, shared/rules/feedback.hpp). Two visits may share a code: 60 bits.
CREATE TABLE IF NOT EXISTS code_row (code TEXT, visit BLOB, feedback BLOB, PRIMARY KEY (code, visit, feedback)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS code_by_visit ON code_row (visit);
CREATE TABLE IF NOT EXISTS receipt_time (seq INTEGER PRIMARY KEY, ms INTEGER);
)sql";

std::uint64_t top_seq(sqlite::Database& db, Root const& root) {
    Statement top(db, "SELECT max(seq) FROM record WHERE root_id=?1 AND root_kind=?2");
    return top.with(root.id.view(), store::code(root.kind)).step() ? top.unsigned_integer(0) : 0;
}

/// Only the newest commit can add a time: a row that is written again later keeps the time of its last change.
void note_receipt(sqlite::Database& db, std::uint64_t seq, std::int64_t now_ms) {
    Statement put(
        db, "INSERT INTO receipt_time SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM receipt_time WHERE seq >= ?1)");
    put.with(seq, now_ms).run();
}
std::int64_t receipt_of(sqlite::Database& db, std::uint64_t seq) {
    Statement get(db, "SELECT ms FROM receipt_time WHERE seq >= ?1 ORDER BY seq LIMIT 1");
    return get.with(seq).step() ? get.integer(0) : 0;
}

bool clock_was_off(Record const& record) {
    auto const off = [](Sibling const& one) {
        return one.stamp.effective_ms != 0 &&
               std::abs(one.stamp.effective_ms - one.stamp.device.time_ms) > clock_off_ms;
    };
    return std::ranges::any_of(record.fields,
                               [&](auto const& field) { return std::ranges::any_of(field.second.siblings, off); });
}

void add_people(VisitRow& row, Record const& visit) {
    row.lead = visit.value("lead").id();
    if (auto const* members = visit.find("members"))
        for (auto const& sibling : members->siblings)
            if (auto const value = Value::decode(view(sibling.value)); value && !value->id().is_nil())
                row.members.insert(value->id());
    row.members.erase(row.lead);
}

void add_unit(sqlite::Database& db, VisitRow& row) {
    auto const unit = store::read_record(db, {{RootKind::unit, row.unit}, RecordType::unit, row.unit});
    if (!unit) return;
    row.zone = unit->value("zone").id();
    row.office = unit->value("office").id();
    row.unit_zh = unit->value("name_zh").text();
    row.unit_en = unit->value("name_en").text();
    row.initials = unit->value("initials").text();
    auto const office = store::read_record(db, {{RootKind::office, row.office}, RecordType::office, row.office});
    auto const parent = office ? office->value("parent").id() : Uuid{};
    row.top = parent.is_nil() ? row.office : parent;
}

void add_score(VisitRow& row, VisitCase const& of) {
    row.list_code = of.visit->value("checklist")["code"].text();
    row.list_version = of.visit->value("checklist")["version"].text();
    if (!of.score) return;
    auto const& score = *of.score;
    row.title_zh = of.list->title.zh;
    row.title_en = of.list->title.en;
    if (score.score && !of.has_no_result()) {
        row.points = score.score->to_string();
        row.points_sort = score.score->units();
        row.max = score.base->to_string();
    }
    if (of.grade_stands()) {
        row.grade_code = score.grade;
        row.grade_zh = score.grade_words.zh;
        row.grade_en = score.grade_words.en;
        row.grade_rank = grade_rank(*of.list, score.grade);
    }
    row.vetoed = !score.veto_failed.empty();
    row.answered = score.tally.answered;
    row.items = score.tally.items;
    std::vector<ItemScore const*> items;
    for (auto const& section : score.sections)
        for (auto const& item : section.items) items.push_back(&item);
    auto counts = rank_counts(items);
    int const not_applicable = std::exchange(counts[0], 0);
    for (auto const& [rank, n] : counts)
        if (rank != 0) row.counts += std::to_string(rank) + ":" + std::to_string(n) + ",";
    if (not_applicable > 0) row.counts += "-:" + std::to_string(not_applicable) + ",";
    if (!row.counts.empty()) row.counts.pop_back();
}

/// Photos by hash: the newest arrival counts as a change of the visit.
void add_photos(sqlite::Database& db, VisitRow& row, CaseFile const& file) {
    Statement arrived(db, "SELECT server_ms FROM blob WHERE sha256=?1");
    for (auto const* photo : file.photos) {
        ++row.photos;
        auto const hash = photo->value("sha256").bytes();
        sqlite::Use const use(arrived);
        if (!arrived.with(hash).step()) continue;
        ++row.photos_received;
        row.updated = std::max(row.updated, arrived.integer(0));
    }
}

void add_findings(sqlite::Database& db, VisitRow& row) {
    Statement all(
        db, "SELECT count(*), total(open), total(conflicts), coalesce(max(seq),0) FROM finding_row WHERE visit=?1");
    if (!all.with(row.id.view()).step()) return;
    row.findings = static_cast<int>(all.integer(0));
    row.findings_open = static_cast<int>(all.integer(1));
    row.conflicts += static_cast<int>(all.integer(2));
    row.seq = std::max(row.seq, all.unsigned_integer(3));
}

int dissents_of(CaseFile const& file) {
    int out = 0;
    for (auto const* confirmation : file.confirmations) {
        auto const points = confirmation->value("points");
        auto const dissents = [](Value const& point) { return point["choice"].text() == "dissent"; };
        auto const n = static_cast<int>(std::ranges::count_if(points.list(), dissents));
        out += n == 0 && confirmation->value("choice").text() == "dissent" ? 1 : n;
    }
    return out;
}

bool was_deferred(CaseFile const& file) {
    auto const deferred = [](Record const* one) { return one->value("choice").text() == "deferred"; };
    bool const any = std::ranges::any_of(file.confirmations, deferred);
    return any && std::ranges::all_of(file.confirmations, deferred);
}

bool is_disclosed(State state) {
    return state != State::planned && state != State::drawn && state != State::taken && state != State::checked_in &&
           state != State::working && state != State::cancelled && state != State::refused &&
           state != State::broken_off && state != State::void_ && state != State::none;
}

void add_flags(VisitRow& row, VisitCase const& of) {
    auto const set = [&](VisitFlag flag, bool on) { row.flags |= on ? static_cast<int>(flag) : 0; };
    set(VisitFlag::veto, row.vetoed);
    set(VisitFlag::dissent, row.dissents > 0);
    set(VisitFlag::conflict, row.conflicts > 0);
    set(VisitFlag::missing, row.photos_received < row.photos);
    set(VisitFlag::deferred, was_deferred(of.file));
    set(VisitFlag::withdrawn, is_withdrawn(*of.visit));
    set(VisitFlag::refused, of.ended_as == State::refused);
    set(VisitFlag::broken_off, of.ended_as == State::broken_off);
    set(VisitFlag::unsigned_, of.ended_as == State::unsigned_);
    set(VisitFlag::clock, std::ranges::any_of(of.records, clock_was_off));
}

/// The day of check-in, else the planned day, else the day of the first record (an id tells when it was made).
std::string day_of(VisitCase const& of) {
    if (of.started > 0) return china_day(of.started);
    if (auto const planned = of.visit->value("planned").text(); !planned.empty()) return planned;
    std::int64_t made = 0;
    for (std::size_t i = 0; i < 6; ++i) made = made << 8 | of.visit->name.id.bytes[i];
    return china_day(made);
}

VisitRow make_row(sqlite::Database& db, VisitCase const& of) {
    VisitRow row;
    auto const& visit = *of.visit;
    row.id = visit.name.id;
    row.seq = top_seq(db, visit.name.root);
    row.unit = visit.value("unit").id();
    row.number = visit.value("number").text();
    row.kind = visit.value("kind").text();
    row.date = day_of(of);
    row.started = of.started;
    row.ended = of.ended;
    row.state = of.state;
    row.provisional = of.provisional;
    row.secret = visit.value("secret").flag();
    add_people(row, visit);
    add_unit(db, row);
    add_score(row, of);
    for (auto const& record : of.records) row.conflicts += static_cast<int>(conflicts(record).size());
    add_findings(db, row);
    add_photos(db, row, of.file);
    row.dissents = dissents_of(of.file);
    row.hidden = row.secret && !is_disclosed(row.state);
    if (row.hidden) row.hidden_for = shown_first(*visit.find("secret"))->author;
    add_flags(row, of);
    if (row.state == State::feedback) row.put_off_until = put_off_until(of.file);
    for (auto const* feedback : of.file.feedbacks)
        if (auto const hash = feedback->value("hash").bytes(); hash.size() == Hash{}.size())
            row.codes.emplace_back(verification_code(row.id, hash_from(hash)), feedback->name.id);
    return row;
}

void put_members(sqlite::Database& db, VisitRow const& row) {
    Statement drop(db, "DELETE FROM visit_member WHERE visit=?1");
    drop.with(row.id.view()).run();
    Statement put(db, "INSERT OR REPLACE INTO visit_member VALUES (?1,?2,?3)");
    for (auto const& person : row.members) put.with(row.id.view(), person.view(), 0).run();
    if (!row.lead.is_nil()) put.with(row.id.view(), row.lead.view(), 1).run();
}

void put_end(sqlite::Database& db, VisitRow const& row) {
    if (row.put_off_until) {
        Statement put(db, "INSERT OR REPLACE INTO put_off_row VALUES (?1,?2)");
        return put.with(row.id.view(), *row.put_off_until).run();
    }
    Statement drop(db, "DELETE FROM put_off_row WHERE visit=?1");
    drop.with(row.id.view()).run();
}

void put_codes(sqlite::Database& db, VisitRow const& row) {
    Statement drop(db, "DELETE FROM code_row WHERE visit=?1");
    drop.with(row.id.view()).run();
    Statement put(db, "INSERT OR REPLACE INTO code_row VALUES (?1,?2,?3)");
    for (auto const& [code, feedback] : row.codes) put.with(code, row.id.view(), feedback.view()).run();
}

void put_row(sqlite::Database& db, VisitRow const& r) {
    static std::string const sql = [] {
        std::string out = "INSERT OR REPLACE INTO visit_row VALUES (?1";
        for (int i = 2; i <= 43; ++i) out += ",?" + std::to_string(i);
        return out + ")";
    }();
    Statement put(db, sql);
    auto const text = [](std::string const& of) { return std::string_view(of); };
    auto const number = [](auto of) { return static_cast<std::int64_t>(of); };
    put.with(r.id.view(), r.seq, r.updated, r.unit.view(), r.zone.view(), r.office.view(), r.top.view(), r.lead.view(),
             number(r.hidden), r.hidden_for.view(), text(r.number), text(r.unit_zh), text(r.unit_en), text(r.initials),
             text(r.kind), text(r.date), number(r.secret), number(r.provisional), number(r.vetoed), r.started, r.ended,
             number(r.state), text(r.list_code), text(r.list_version), text(r.title_zh), text(r.title_en),
             text(r.points), text(r.max), text(r.grade_code), text(r.grade_zh), text(r.grade_en), r.points_sort,
             r.grade_rank, r.answered, r.items, text(r.counts), r.findings, r.findings_open, r.photos,
             r.photos_received, r.conflicts, r.dissents, r.flags)
        .run();
    put_members(db, r);
    put_end(db, r);
    put_codes(db, r);
}

std::optional<VisitRow> visit_row(sqlite::Database& db, ChecklistSource const& lists, Uuid const& id) {
    auto const of = read_visit_case(db, id, lists);
    return of ? std::optional(make_row(db, *of)) : std::nullopt;
}

/// The visit of this finding; nil while the finding's own record has not arrived.
Uuid put_finding(sqlite::Database& db, Uuid const& id) {
    Root const root{RootKind::finding, id};
    auto const records = store::read_root(db, root);
    auto const is_head = [](Record const& record) { return record.name.type == RecordType::finding; };
    auto const head = std::ranges::find_if(records, is_head);
    if (head == records.end()) return {};
    auto const visit = head->value("visit").id();
    if (is_withdrawn(*head)) {
        Statement drop(db, "DELETE FROM finding_row WHERE id=?1");
        drop.with(id.view()).run();
        return visit;
    }
    auto const state = finding_state(records, id).shown;
    int differing = 0;
    for (auto const& record : records) differing += static_cast<int>(conflicts(record).size());
    Statement put(db, "INSERT OR REPLACE INTO finding_row VALUES (?1,?2,?3,?4,?5,?6)");
    put.with(id.view(), visit.view(), static_cast<std::int64_t>(state), is_open(state) ? 1 : 0, differing,
             top_seq(db, root))
        .run();
    return visit;
}

void add_ids(Statement& from, std::set<Uuid>& out) {
    while (from.step()) out.insert(Uuid::from(from.blob(0)));
}

/// Zones, persons, lists and the office itself, as far as they are newer than `since`.
void project_office(sqlite::Database& db, Uuid const& office, std::uint64_t since, std::set<Uuid>& visits) {
    Statement changed(db, "SELECT row FROM record WHERE root_id=?1 AND root_kind=1 AND type IN (1,2,4,7) AND seq>?2");
    changed.with(office.view(), since);
    while (changed.step()) {
        auto const record = decode_record(changed.blob(0));
        if (!record) throw sqlite::Failure({"corrupt", "a row of record cannot be read back"});
        auto const text = [&](char const* field) { return record->value(field).text(); };
        auto const id = record->name.id.view();
        if (record->name.type == RecordType::zone) {
            std::string const zh = text("name_zh"), en = text("name_en");
            Statement put(db, "INSERT OR REPLACE INTO zone_row VALUES (?1,?2,?3,?4)");
            put.with(id, office.view(), std::string_view(zh), std::string_view(en)).run();
        } else if (record->name.type == RecordType::person) {
            std::string const name = text("name");
            Statement put(db, "INSERT OR REPLACE INTO person_row VALUES (?1,?2)");
            put.with(id, std::string_view(name)).run();
        } else if (record->name.type == RecordType::checklist) {
            std::string const code = text("code"), version = text("version");
            Statement using_it(db, "SELECT id FROM visit_row WHERE list_code=?1 AND list_version=?2");
            add_ids(using_it.with(std::string_view(code), std::string_view(version)), visits);
        } else {
            Statement below(db, "SELECT id FROM visit_row WHERE office=?1");
            add_ids(below.with(id), visits);
        }
    }
}

std::set<Uuid> visits_behind(sqlite::Database& db, std::set<Root> const& touched) {
    Statement last(db, "SELECT seq FROM last_seq");
    std::uint64_t const since = last.step() ? last.unsigned_integer(0) : 0;
    std::set<Uuid> out;
    for (auto const& root : touched) {
        if (root.kind == RootKind::visit) out.insert(root.id);
        if (root.kind == RootKind::finding) out.insert(put_finding(db, root.id));
        if (root.kind == RootKind::office) project_office(db, root.id, since, out);
        if (root.kind == RootKind::unit) {
            Statement of_unit(db, "SELECT id FROM visit_row WHERE unit=?1");
            add_ids(of_unit.with(root.id.view()), out);
        }
    }
    out.erase(Uuid{});
    return out;
}

std::set<Uuid> roots_of(sqlite::Database& db, RootKind kind) {
    std::set<Uuid> out;
    Statement all(db, "SELECT id FROM root WHERE kind=?1");
    add_ids(all.with(store::code(kind)), out);
    return out;
}
}  // namespace

void create_visit_tables(sqlite::Database& db) {
    db.execute(schema);
}

void project_visits(sqlite::Database& db, ChecklistSource const& lists, std::set<Root> const& touched,
                    std::int64_t now_ms) {
    std::vector<VisitRow> rows;
    std::uint64_t newest = 0;
    for (auto const& visit : visits_behind(db, touched)) {
        auto row = visit_row(db, lists, visit);
        if (!row) continue;
        newest = std::max(newest, row->seq);
        rows.push_back(*std::move(row));
    }
    if (rows.empty()) return;
    note_receipt(db, newest, now_ms);
    for (auto& row : rows) {
        row.updated = std::max(row.updated, receipt_of(db, row.seq));
        put_row(db, row);
    }
}

std::vector<Uuid> put_offs_over(sqlite::Database& db, std::int64_t now_ms) {
    std::vector<Uuid> out;
    Statement all(db, "SELECT visit FROM put_off_row WHERE until<=?1 ORDER BY until, visit");
    all.with(now_ms);
    while (all.step()) out.push_back(Uuid::from(all.blob(0)));
    return out;
}

std::vector<std::pair<Uuid, Uuid>> feedbacks_of_code(sqlite::Database& db, std::string_view code) {
    std::vector<std::pair<Uuid, Uuid>> out;
    Statement all(db, "SELECT visit, feedback FROM code_row WHERE code=?1 ORDER BY visit, feedback");
    all.with(code);
    while (all.step()) out.emplace_back(Uuid::from(all.blob(0)), Uuid::from(all.blob(1)));
    return out;
}

void rebuild_visits(sqlite::Database& db, ChecklistSource const& lists) {
    db.execute(
        "DELETE FROM visit_row; DELETE FROM visit_member; DELETE FROM finding_row; DELETE FROM zone_row; DELETE FROM "
        "person_row; DELETE FROM put_off_row; DELETE FROM code_row;");
    std::set<Uuid> none;
    for (auto const& office : roots_of(db, RootKind::office)) project_office(db, office, 0, none);
    for (auto const& finding : roots_of(db, RootKind::finding)) (void)put_finding(db, finding);
    for (auto const& visit : roots_of(db, RootKind::visit)) {
        auto row = visit_row(db, lists, visit);
        if (!row) continue;
        row->updated = std::max(row->updated, receipt_of(db, row->seq));
        put_row(db, *row);
    }
}

}  // namespace mingcha
