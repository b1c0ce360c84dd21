#include "server/api/visit_list.hpp"

#include <algorithm>
#include <charconv>

namespace mingcha {

namespace {
constexpr int limit_default = 50, limit_max = 200;  // a screen shows 20 to 40 rows
constexpr std::size_t query_bytes_max = 400;        // 100 characters of Chinese
constexpr int options_max = 2'000;

using Bound = std::variant<std::int64_t, std::string, Bytes>;

void bind_all(sqlite::Statement& to, std::vector<Bound> const& values) {
    int index = 0;
    for (auto const& value : values) {
        ++index;
        if (auto const* number = std::get_if<std::int64_t>(&value))
            to.bind(index, *number);
        else if (auto const* text = std::get_if<std::string>(&value))
            to.bind(index, std::string_view(*text));
        else
            to.bind(index, std::get<Bytes>(value));
    }
}

Bytes bytes_of(Uuid const& id) {
    return Bytes(id.bytes.begin(), id.bytes.end());
}

struct Sort {
    std::string_view name, column;
    bool is_text;
};
constexpr Sort sorts[] = {{"date", "v.date", true},
                          {"unit", "v.unit_zh", true},
                          {"state", "v.state", false},
                          {"points", "v.points_sort", false},
                          {"updated", "v.updated", false}};

/// The conditions of one question, their parameters, and its order.
struct Query {
    std::string where;
    std::vector<Bound> bound;
    Sort const* sort = &sorts[0];
    bool descending = true;
    int limit = limit_default;
    std::string mark;  ///< of filters and order: a cursor of another question is refused

    std::string parameter(Bound value) {
        bound.push_back(std::move(value));
        return "?" + std::to_string(bound.size());
    }
    void require(std::string const& condition) { where += " AND " + condition; }
};

using Refused = std::optional<HttpResponse>;

HttpResponse bad_filter(std::string_view field, std::string_view detail) {
    return api_problem(400, "bad_filter", detail, {.field = field});
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from <= text.size();) {
        auto const to = std::min(text.find(at, from), text.size());
        out.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

Refused add_states(Query& query, std::string_view given) {
    std::string list;
    for (auto const& code : split(given, ',')) {
        auto const found = std::ranges::find(all_states(), std::string_view(code), &StateWords::code);
        if (found == all_states().end()) return bad_filter("state", "no such state");
        list += (list.empty() ? "" : ",") + query.parameter(static_cast<std::int64_t>(found->state));
    }
    query.require("v.state IN (" + list + ")");
    return {};
}

Refused add_ids(Query& query, std::string_view given) {
    std::string list;
    auto const texts = split(given, ',');
    if (texts.size() > 200) return bad_filter("ids", "at most 200 ids");
    for (auto const& text : texts) {
        auto const id = Uuid::parse(text);
        if (!id) return bad_filter("ids", "not an id");
        list += (list.empty() ? "" : ",") + query.parameter(bytes_of(*id));
    }
    query.require("v.id IN (" + list + ")");
    return {};
}

Refused add_id(Query& query, char const* field, std::string_view given) {
    auto const id = Uuid::parse(given);
    if (!id) return bad_filter(field, "not an id");
    std::string const parameter = query.parameter(bytes_of(*id));
    if (std::string_view(field) == "inspector")
        query.require("EXISTS (SELECT 1 FROM visit_member m WHERE m.person=" + parameter + " AND m.visit=v.id)");
    else
        query.require(std::string("v.") + field + "=" + parameter);
    return {};
}

Refused add_month(Query& query, std::string_view given) {
    bool const shaped =
        given.size() == 7 && given[4] == '-' && given.find_first_not_of("0123456789-") == std::string_view::npos;
    int const month = shaped ? std::atoi(std::string(given.substr(5)).c_str()) : 0;
    if (month < 1 || month > 12) return bad_filter("month", "YYYY-MM is needed");
    std::string const day = std::string(given) + "-";
    query.require("v.date>=" + query.parameter(day));
    query.require("v.date<" + query.parameter(std::string(given) + "."));  // '.' follows '-'
    return {};
}

Refused add_text(Query& query, std::string_view given) {
    if (given.size() > query_bytes_max) return bad_filter("q", "at most 100 characters");
    std::string pattern = "%";
    for (char const c : given) {
        if (c == '%' || c == '_' || c == '\\') pattern.push_back('\\');
        pattern.push_back(c);
    }
    std::string const like = " LIKE " + query.parameter(pattern + "%") + " ESCAPE '\\'";
    query.require(
        "(v.unit_zh" + like + " OR v.unit_en" + like + " OR v.initials" + like + " OR v.number" + like +
        " OR EXISTS (SELECT 1 FROM visit_member m JOIN person_row p ON p.id=m.person WHERE m.visit=v.id AND p.name" +
        like + "))");
    return {};
}

Refused add_flag(Query& query, char const* field, VisitFlag flag, std::string_view given) {
    if (given != "1") return bad_filter(field, "only 1 is known");
    query.require("(v.flags & " + std::to_string(static_cast<int>(flag)) + ")<>0");
    return {};
}

Refused add_kind(Query& query, std::string_view given) {
    if (given != "routine" && given != "special" && given != "comprehensive") return bad_filter("kind", "no such kind");
    query.require("v.kind=" + query.parameter(std::string(given)));
    return {};
}

Refused set_sort(Query& query, std::string_view given) {
    query.descending = given.starts_with('-');
    if (query.descending) given.remove_prefix(1);
    auto const found = std::ranges::find(sorts, given, &Sort::name);
    if (found == std::end(sorts)) return bad_filter("sort", "no such order");
    query.sort = found;
    return {};
}

Refused set_limit(Query& query, std::string_view given) {
    auto const [end, error] = std::from_chars(given.data(), given.data() + given.size(), query.limit);
    bool const whole = error == std::errc{} && end == given.data() + given.size();
    if (!whole || query.limit < 1 || query.limit > limit_max) return bad_filter("limit", "1 to 200");
    return {};
}

Refused add_parameter(Query& query, std::string const& name, std::string_view value) {
    if (name == "state") return add_states(query, value);
    if (name == "unit") return add_id(query, "unit", value);
    if (name == "zone") return add_id(query, "zone", value);
    if (name == "inspector") return add_id(query, "inspector", value);
    if (name == "kind") return add_kind(query, value);
    if (name == "month") return add_month(query, value);
    if (name == "conflict") return add_flag(query, "conflict", VisitFlag::conflict, value);
    if (name == "dissent") return add_flag(query, "dissent", VisitFlag::dissent, value);
    if (name == "veto") return add_flag(query, "veto", VisitFlag::veto, value);
    if (name == "deferred") return add_flag(query, "deferred", VisitFlag::deferred, value);
    if (name == "missing") return add_flag(query, "missing", VisitFlag::missing, value);
    if (name == "q") return add_text(query, value);
    if (name == "ids") return add_ids(query, value);
    if (name == "sort") return set_sort(query, value);
    if (name == "limit") return set_limit(query, value);
    return {};
}

std::variant<Query, HttpResponse> parse(HttpRequest const& request, Viewer const& viewer) {
    Query out;
    auto const scope = scope_of(viewer);
    out.bound = {bytes_of(scope.office), bytes_of(scope.person)};
    out.where = scope.sql;
    std::map<std::string, std::string> given;
    for (auto const& [name, value] : request.query)
        if (!value.empty()) given.insert_or_assign(name, value);
    std::string asked = viewer.office.to_string();
    for (auto const& [name, value] : given) {
        if (auto refused = add_parameter(out, name, value)) return *std::move(refused);
        if (name != "cursor" && name != "limit") asked.append("\n").append(name).append("=").append(value);
    }
    out.mark = to_hex(ByteView(sha256(view(asked))).first(6));
    return out;
}

/// Where a page starts: after (or, going back, before) the row of this key.
struct Cursor {
    bool backward = false;
    std::uint64_t from = 1;  ///< place of the page's first row, as far as known
    std::string key;
    Uuid id;
};

std::string write(Query const& query, Cursor const& cursor) {
    std::string const plain = std::string(cursor.backward ? "p" : "n") + "." + query.mark + "." +
                              std::to_string(cursor.from) + "." + to_hex(view(cursor.key)) + "." +
                              to_hex(cursor.id.view());
    return plain;
}

Outcome<Cursor> read_cursor(Query const& query, std::string_view text) {
    auto const parts = split(text, '.');
    Error const bad{"bad_cursor", "not a cursor of this list"};
    if (parts.size() != 5 || (parts[0] != "n" && parts[0] != "p")) return bad;
    if (parts[1] != query.mark) return Error{"bad_cursor", "cursor was made for other filters or another sort order"};
    Cursor out;
    out.backward = parts[0] == "p";
    auto const [end, error] = std::from_chars(parts[2].data(), parts[2].data() + parts[2].size(), out.from);
    auto const key = from_hex(parts[3]), id = from_hex(parts[4]);
    if (error != std::errc{} || end != parts[2].data() + parts[2].size() || !key || !id || id->size() != 16) return bad;
    out.key = as_text(*key);
    out.id = Uuid::from(*id);
    bool const number =
        out.key.find_first_not_of("-0123456789") == std::string::npos && !out.key.empty() && out.key.size() < 20;
    if (!query.sort->is_text && !number) return bad;
    return out;
}

std::string key_of(Query const& query, VisitRow const& row) {
    if (query.sort->name == "date") return row.date;
    if (query.sort->name == "unit") return row.unit_zh;
    if (query.sort->name == "state") return std::to_string(static_cast<int>(row.state));
    return std::to_string(query.sort->name == "points" ? row.points_sort : row.updated);
}

struct PageOfVisits {
    std::vector<ListedVisit> rows;
    std::uint64_t total = 0, from = 0, seq = 0;
    std::optional<std::string> next, prev;
};

std::uint64_t count(sqlite::Database& db, Query const& query) {
    sqlite::Statement all(db, "SELECT count(*) FROM visit_row v WHERE " + query.where);
    bind_all(all, query.bound);
    return all.step() ? all.unsigned_integer(0) : 0;
}

PageOfVisits read_page(sqlite::Database& db, Query query, std::optional<Cursor> const& cursor) {
    PageOfVisits out;
    out.seq = last_seq(db);
    out.total = count(db, query);
    bool const backward = cursor && cursor->backward;
    bool const down = query.descending != backward;
    if (cursor) {
        Bound const key = query.sort->is_text ? Bound(cursor->key)
                                              : Bound(static_cast<std::int64_t>(std::atoll(cursor->key.c_str())));
        std::string const at = query.parameter(key);
        query.require("(" + std::string(query.sort->column) + ",v.id)" + (down ? "<" : ">") + "(" + at + "," +
                      query.parameter(bytes_of(cursor->id)) + ")");
    }
    std::string const direction = down ? " DESC" : " ASC";
    std::string const order = " ORDER BY " + std::string(query.sort->column) + direction + ",v.id" + direction +
                              " LIMIT " + std::to_string(query.limit + 1);
    out.rows =
        read_listed(db, "WHERE " + query.where + order, [&](sqlite::Statement& to) { bind_all(to, query.bound); });
    bool const more = out.rows.size() > static_cast<std::size_t>(query.limit);
    if (more) out.rows.pop_back();
    if (backward) std::ranges::reverse(out.rows);
    if (out.rows.empty()) return out;
    out.from = cursor ? cursor->from : 1;
    if (backward) out.from = more ? (cursor->from > out.rows.size() ? cursor->from - out.rows.size() : 1) : 1;
    auto const place = [&](bool back, ListedVisit const& row, std::uint64_t from) {
        return write(query, {back, from, key_of(query, row.row), row.row.id});
    };
    if (backward || more) out.next = place(false, out.rows.back(), out.from + out.rows.size());
    if (backward ? more : cursor.has_value()) out.prev = place(true, out.rows.front(), out.from);
    return out;
}

HttpResponse list(ApiServices& services, HttpRequest const& request) {
    auto viewer = viewer_of(services, request);
    if (auto* refusal = std::get_if<HttpResponse>(&viewer)) return std::move(*refusal);
    auto parsed = parse(request, std::get<Viewer>(viewer));
    if (auto* refusal = std::get_if<HttpResponse>(&parsed)) return std::move(*refusal);
    auto const& query = std::get<Query>(parsed);
    std::optional<Cursor> cursor;
    if (auto const text = request.query_value("cursor"); !text.empty()) {
        auto read = read_cursor(query, text);
        if (!read) return api_problem(400, "bad_cursor", read.error().message, {.field = "cursor"});
        cursor = *read;
    }
    PageOfVisits page;
    auto const read = in_snapshot(services.store, [&](sqlite::Database& db) { page = read_page(db, query, cursor); });
    if (!read) return unavailable(read.error());
    OrderedJson body{{"seq", page.seq}, {"total", page.total}, {"from", page.from},
                     {"next", nullptr}, {"prev", nullptr},     {"items", OrderedJson::array()}};
    if (page.next) body["next"] = *page.next;
    if (page.prev) body["prev"] = *page.prev;
    for (auto const& row : page.rows) body["items"].push_back(to_json(row));
    return api_answer(body, page.seq);
}

OrderedJson names(sqlite::Database& db, std::string const& sql, Scope const& scope, bool person) {
    OrderedJson out = OrderedJson::array();
    sqlite::Statement all(db, sql + scope.sql + " ORDER BY 2, 1 LIMIT " + std::to_string(options_max));
    all.with(scope.office.view(), scope.person.view());
    while (all.step()) {
        auto const id = Uuid::from(all.blob(0)).to_string();
        if (person)
            out.push_back({{"id", id}, {"name", all.text(1)}});
        else
            out.push_back({{"id", id}, {"name_zh", all.text(1)}, {"name_en", all.text(2)}});
    }
    return out;
}

HttpResponse options(ApiServices& services, HttpRequest const& request) {
    auto viewer = viewer_of(services, request);
    if (auto* refusal = std::get_if<HttpResponse>(&viewer)) return std::move(*refusal);
    auto const scope = scope_of(std::get<Viewer>(viewer));
    OrderedJson body;
    auto const read = in_snapshot(services.store, [&](sqlite::Database& db) {
        body["units"] = names(
            db, "SELECT DISTINCT v.unit, v.unit_zh, v.unit_en FROM visit_row v WHERE v.unit_zh<>'' AND ", scope, false);
        body["zones"] = names(
            db, "SELECT DISTINCT z.id, z.name_zh, z.name_en FROM visit_row v JOIN zone_row z ON z.id=v.zone WHERE ",
            scope, false);
        body["inspectors"] = names(db,
                                   "SELECT DISTINCT p.id, p.name FROM visit_row v JOIN visit_member m ON m.visit=v.id "
                                   "JOIN person_row p ON p.id=m.person WHERE ",
                                   scope, true);
    });
    if (!read) return unavailable(read.error());
    return api_answer(body);
}

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
    for (auto const& one : split(counts, ',')) {
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

void add_visit_list_routes(Router& router, ApiServices& services) {
    router.add(Method::get, "/api/v1/visits",
               [&services](HttpRequest const& request) { return list(services, request); });
    router.add(Method::get, "/api/v1/visits/options",
               [&services](HttpRequest const& request) { return options(services, request); });
}

}  // namespace mingcha
