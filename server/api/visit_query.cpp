#include "server/api/visit_query.hpp"

#include <algorithm>
#include <charconv>

// What a list of visits is asked: filters, order, cursor. Every filter is bound, never written into the SQL.

namespace mingcha::visits {

namespace {
constexpr int limit_default = 50, limit_max = 200;  // a screen shows 20 to 40 rows
constexpr std::size_t query_bytes_max = 400;        // 100 characters of Chinese

constexpr Sort sorts[] = {{"date", "v.date", true},
                          {"unit", "v.unit_zh", true},
                          {"state", "v.state", false},
                          {"points", "v.points_sort", false},
                          {"updated", "v.updated", false}};

using Refused = std::optional<HttpResponse>;

HttpResponse bad_filter(std::string_view field, std::string_view detail) {
    return api_problem(400, "bad_filter", detail, {.field = field});
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
    if (name == "refused") return add_flag(query, "refused", VisitFlag::refused, value);
    if (name == "broken_off") return add_flag(query, "broken_off", VisitFlag::broken_off, value);
    if (name == "unsigned") return add_flag(query, "unsigned", VisitFlag::unsigned_, value);
    if (name == "missing") return add_flag(query, "missing", VisitFlag::missing, value);
    if (name == "q") return add_text(query, value);
    if (name == "ids") return add_ids(query, value);
    if (name == "sort") return set_sort(query, value);
    if (name == "limit") return set_limit(query, value);
    return {};
}
}  // namespace

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

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> out;
    for (std::size_t from = 0; from <= text.size();) {
        auto const to = std::min(text.find(at, from), text.size());
        out.emplace_back(text.substr(from, to - from));
        from = to + 1;
    }
    return out;
}

Bytes bytes_of(Uuid const& id) {
    return Bytes(id.bytes.begin(), id.bytes.end());
}

std::variant<Query, HttpResponse> parse(HttpRequest const& request, Viewer const& viewer) {
    Query out;
    out.sort = &sorts[0];
    out.limit = limit_default;
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

std::string write(Query const& query, ListCursor const& cursor) {
    std::string const plain = std::string(cursor.backward ? "p" : "n") + "." + query.mark + "." +
                              std::to_string(cursor.from) + "." + to_hex(view(cursor.key)) + "." +
                              to_hex(cursor.id.view());
    return plain;
}

Outcome<ListCursor> read_cursor(Query const& query, std::string_view text) {
    auto const parts = split(text, '.');
    Error const bad{"bad_cursor", "not a cursor of this list"};
    if (parts.size() != 5 || (parts[0] != "n" && parts[0] != "p")) return bad;
    if (parts[1] != query.mark) return Error{"bad_cursor", "cursor was made for other filters or another sort order"};
    ListCursor out;
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

}  // namespace mingcha::visits
