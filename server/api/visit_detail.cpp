#include "server/api/visit_detail.hpp"

#include <algorithm>

#include "server/api/detail_values.hpp"
#include "server/api/visit_list.hpp"
#include "server/store/pages.hpp"

namespace mingcha {

namespace {
ChecklistSource lists_of(ApiServices& services) {
    return [&services](std::string_view code, std::string_view version) {
        return services.directory.checklist(code, version);
    };
}

OrderedJson scalar(Value const& value) {
    bool const empty = value.is_null() || (std::holds_alternative<std::string>(value.data()) && value.text().empty());
    return empty ? OrderedJson(nullptr) : value_json(value);
}

/// The unit as it was at check-in; before that, as it is.
OrderedJson unit_json(sqlite::Database& db, VisitRow const& row, VisitCase const& of, DetailWords const& words) {
    auto const now = store::read_record(db, {{RootKind::unit, row.unit}, RecordType::unit, row.unit});
    auto const facts = of.visit->value("unit_facts");
    auto const fact = [&](char const* name) {
        return !facts[name].is_null() ? facts[name] : now ? now->value(name) : Value();
    };
    auto const liaison = now ? now->value("liaison").id() : Uuid{};
    OrderedJson out{{"id", row.unit.to_string()}, {"name_zh", row.unit_zh}, {"name_en", row.unit_en}};
    out["kind"] = fact("kind").text();
    out["head"] = scalar(fact("head"));
    out["liaison"] = liaison.is_nil() ? OrderedJson(nullptr) : words.person(liaison);
    out["students"] = scalar(fact("students"));
    return out;
}

OrderedJson checkin_json(Value const& checkin) {
    if (checkin.is_null()) return nullptr;
    return {{"time", scalar(checkin["time"])},
            {"distance", scalar(checkin["distance"])},
            {"accuracy", scalar(checkin["accuracy"])},
            {"plaque", checkin["plaque"].flag()},
            {"gps_reason", scalar(checkin["gps_reason"])},
            {"plaque_reason", scalar(checkin["plaque_reason"])}};
}

/// The unit's last visit with the same list that was handed in before this one, if the viewer may see it.
std::optional<VisitRow> previous_of(sqlite::Database& db, Viewer const& viewer, VisitRow const& row) {
    auto const scope = scope_of(viewer);
    auto const found =
        read_listed(db,
                    "WHERE v.unit=?3 AND v.list_code=?4 AND (v.date,v.id)<(?5,?6) AND v.state BETWEEN ?7 AND ?8 AND " +
                        scope.sql + " ORDER BY v.date DESC, v.id DESC LIMIT 1",
                    [&](sqlite::Statement& to) {
                        to.with(scope.office.view(), scope.person.view(), row.unit.view(),
                                std::string_view(row.list_code), std::string_view(row.date), row.id.view(),
                                static_cast<int>(State::submitted), static_cast<int>(State::filed));
                    });
    return found.empty() ? std::nullopt : std::optional(found.front().row);
}

OrderedJson write_visit(sqlite::Database& db, ApiServices& services, Viewer const& viewer, ListedVisit const& listed,
                        VisitCase const& of) {
    auto const& row = listed.row;
    DetailWords const words(db, services.directory, of);
    auto const short_form = to_json(listed);
    auto const previous_row = previous_of(db, viewer, row);
    auto const previous = previous_row ? read_visit_case(db, previous_row->id, lists_of(services)) : nullptr;
    OrderedJson before;
    if (previous_row)
        before = {{"id", previous_row->id.to_string()},
                  {"number", text_or_null(previous_row->number)},
                  {"date", previous_row->date},
                  {"points", text_or_null(previous_row->points)}};
    OrderedJson out;
    auto const same = [&](std::initializer_list<char const*> names) {
        for (auto const* name : names) out[name] = short_form.at(name);
    };
    same({"id", "seq", "number"});
    out["unit"] = unit_json(db, row, of, words);
    same({"zone", "kind", "secret", "lead", "members"});
    out["planned"] = scalar(of.visit->value("planned"));
    out["reason"] = words.field(*of.visit, "reason");
    out["checkin"] = checkin_json(of.visit->value("checkin"));
    same({"date", "started", "ended", "state", "provisional", "flags", "checklist"});
    out["summary"] = words.field(*of.visit, "summary");
    out["highlights"] = words.field(*of.visit, "highlights");
    out["score"] = score_json(of, previous.get(), before);
    out["answers"] = answers_json(of, words);
    out["photos"] = photos_json(of, words, db);
    out["findings"] = findings_json(of, words, services.clock.now().time_ms);
    out["feedbacks"] = feedbacks_json(of, words);
    out["confirmations"] = confirmations_json(of, words);
    out["addenda"] = addenda_json(of, words);
    out["conflicts"] = conflicts_json(of, words);
    out["steps"] = steps_json(of, words);
    same({"updated"});
    return out;
}

HttpResponse detail(ApiServices& services, HttpRequest const& request) {
    auto asking = viewer_of(services, request);
    if (auto* refusal = std::get_if<HttpResponse>(&asking)) return std::move(*refusal);
    auto const& viewer = std::get<Viewer>(asking);
    auto const id = Uuid::parse(request.param("id"));
    if (!id) return api_problem(404, "not_found", "no such visit");
    std::optional<OrderedJson> body;
    std::uint64_t seq = 0;
    auto const read = in_snapshot(services.store, [&](sqlite::Database& db) {
        auto const scope = scope_of(viewer);
        auto const listed = read_listed(db, "WHERE v.id=?3 AND " + scope.sql, [&](sqlite::Statement& to) {
            to.with(scope.office.view(), scope.person.view(), id->view());
        });
        auto const of = listed.empty() ? nullptr : read_visit_case(db, *id, lists_of(services));
        seq = last_seq(db);
        if (of) body = write_visit(db, services, viewer, listed.front(), *of);
    });
    if (!read) return unavailable(read.error());
    return body ? api_answer(*body, seq) : api_problem(404, "not_found", "no such visit");
}
}  // namespace

void add_visit_detail_route(Router& router, ApiServices& services) {
    router.add(Method::get, "/api/v1/visits/{id}",
               [&services](HttpRequest const& request) { return detail(services, request); });
}

}  // namespace mingcha
