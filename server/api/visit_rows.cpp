#include "server/api/visit_query.hpp"

// A visit as a row of lists: read from its projection, and told in JSON.

namespace mingcha {

namespace {
VisitRow read_row(sqlite::Statement const& from) {
    VisitRow r;
    int at = 0;
    auto const id = [&](Uuid& out) { out = Uuid::from(from.blob(at++)); };
    auto const text = [&](std::string& out) { out = from.text(at++); };
    auto const flag = [&](bool& out) { out = from.integer(at++) != 0; };
    auto const big = [&](std::int64_t& out) { out = from.integer(at++); };
    auto const small = [&](int& out) { out = static_cast<int>(from.integer(at++)); };
    id(r.id), r.seq = from.unsigned_integer(at++), big(r.updated), id(r.unit), id(r.zone), id(r.office), id(r.top),
              id(r.lead), flag(r.hidden), id(r.hidden_for);
    text(r.number), text(r.unit_zh), text(r.unit_en), text(r.initials), text(r.kind), text(r.date), flag(r.secret),
        flag(r.provisional), flag(r.vetoed);
    big(r.started), big(r.ended), r.state = static_cast<State>(from.integer(at++));
    for (auto* one : {&r.list_code, &r.list_version, &r.title_zh, &r.title_en, &r.points, &r.max, &r.grade_code,
                      &r.grade_zh, &r.grade_en})
        text(*one);
    big(r.points_sort);
    small(r.grade_rank), small(r.answered), small(r.items), text(r.counts);
    for (auto* one :
         {&r.findings, &r.findings_open, &r.photos, &r.photos_received, &r.conflicts, &r.dissents, &r.flags})
        small(*one);
    return r;
}

OrderedJson time_or_null(std::int64_t ms) {
    return ms == 0 ? OrderedJson(nullptr) : OrderedJson(ms);
}

}  // namespace

std::vector<ListedVisit> read_listed(sqlite::Database& db, std::string const& more,
                                     std::function<void(sqlite::Statement&)> const& bind) {
    std::vector<ListedVisit> out;
    sqlite::Statement all(
        db,
        "SELECT v.*, coalesce(z.name_zh,''), coalesce(z.name_en,''), coalesce(p.name,'') FROM visit_row v "
        "LEFT JOIN zone_row z ON z.id=v.zone LEFT JOIN person_row p ON p.id=v.lead " +
            more);
    sqlite::Statement members(
        db,
        "SELECT m.person, coalesce(p.name,'') FROM visit_member m LEFT JOIN person_row p ON p.id=m.person "
        "WHERE m.visit=?1 AND m.leads=0 ORDER BY m.person");
    bind(all);
    while (all.step()) {
        auto& one = out.emplace_back(
            ListedVisit{read_row(all), all.text(43), all.text(44), all.text(45), OrderedJson::array()});
        sqlite::Use const use(members);
        members.with(one.row.id.view());
        while (members.step())
            one.members.push_back({{"id", Uuid::from(members.blob(0)).to_string()}, {"name", members.text(1)}});
    }
    return out;
}

OrderedJson counts_json(std::string_view counts) {
    OrderedJson out = OrderedJson::array();
    if (counts.empty()) return out;
    for (auto const& one : visits::split(counts, ',')) {
        auto const colon = one.find(':');
        int const n = std::atoi(one.substr(colon + 1).c_str());
        out.push_back({{"rank", one[0] == '-' ? OrderedJson(nullptr) : OrderedJson(one[0] - '0')}, {"n", n}});
    }
    return out;
}

OrderedJson to_json(ListedVisit const& visit) {
    auto const& r = visit.row;
    OrderedJson out;
    out["id"] = r.id.to_string();
    out["seq"] = r.seq;
    out["number"] = text_or_null(r.number);
    out["unit"] = {{"id", r.unit.to_string()}, {"name_zh", r.unit_zh}, {"name_en", r.unit_en}};
    out["zone"] = {{"id", r.zone.to_string()}, {"name_zh", visit.zone_zh}, {"name_en", visit.zone_en}};
    out["kind"] = r.kind;
    out["secret"] = r.secret;
    out["lead"] = {{"id", r.lead.to_string()}, {"name", visit.lead_name}};
    out["members"] = visit.members;
    out["date"] = r.date;
    out["started"] = time_or_null(r.started);
    out["ended"] = time_or_null(r.ended);
    out["state"] = words_of(r.state).code;
    out["provisional"] = r.provisional;
    out["checklist"] = {
        {"code", r.list_code}, {"version", r.list_version}, {"title_zh", r.title_zh}, {"title_en", r.title_en}};
    OrderedJson grade;
    if (!r.grade_code.empty())
        grade = {{"code", r.grade_code}, {"zh", r.grade_zh}, {"en", r.grade_en}, {"rank", r.grade_rank}};
    out["score"] = {{"points", text_or_null(r.points)},
                    {"max", text_or_null(r.max)},
                    {"grade", grade},
                    {"vetoed", r.vetoed},
                    {"answered", r.answered},
                    {"items", r.items},
                    {"counts", counts_json(r.counts)}};
    out["findings"] = {{"total", r.findings}, {"open", r.findings_open}};
    out["photos"] = {{"total", r.photos}, {"received", r.photos_received}};
    out["conflicts"] = r.conflicts;
    out["dissents"] = r.dissents;
    out["flags"] = flag_names(r.flags);
    out["updated"] = r.updated;
    return out;
}

}  // namespace mingcha
