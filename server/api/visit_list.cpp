#include "server/api/visit_list.hpp"

#include <algorithm>

#include "server/api/visit_query.hpp"

namespace mingcha {

namespace {
using namespace visits;

constexpr int options_max = 2'000;

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

PageOfVisits read_page(sqlite::Database& db, Query query, std::optional<ListCursor> const& cursor) {
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
    std::optional<ListCursor> cursor;
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

}  // namespace

void add_visit_list_routes(Router& router, ApiServices& services) {
    router.add(Method::get, "/api/v1/visits",
               [&services](HttpRequest const& request) { return list(services, request); });
    router.add(Method::get, "/api/v1/visits/options",
               [&services](HttpRequest const& request) { return options(services, request); });
}

}  // namespace mingcha
