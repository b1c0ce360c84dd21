#pragma once

#include <optional>
#include <variant>
#include <vector>

#include "server/api/visit_list.hpp"

namespace mingcha::visits {

using Bound = std::variant<std::int64_t, std::string, Bytes>;

struct Sort {
    std::string_view name, column;
    bool is_text;
};
/// The conditions of one question, their parameters, and its order.
struct Query {
    std::string where;
    std::vector<Bound> bound;
    Sort const* sort = nullptr;  ///< set by the reader
    bool descending = true;
    int limit = 0;
    std::string mark;  ///< of filters and order: a cursor of another question is refused

    std::string parameter(Bound value) {
        bound.push_back(std::move(value));
        return "?" + std::to_string(bound.size());
    }
    void require(std::string const& condition) { where += " AND " + condition; }
};

[[nodiscard]] std::variant<Query, HttpResponse> parse(HttpRequest const& request, Viewer const& viewer);
void bind_all(sqlite::Statement& to, std::vector<Bound> const& values);
[[nodiscard]] std::vector<std::string> split(std::string_view text, char at);
[[nodiscard]] Bytes bytes_of(Uuid const& id);

/// Where a page starts: after (or, going back, before) the row of this key.
struct ListCursor {
    bool backward = false;
    std::uint64_t from = 1;  ///< place of the page's first row, as far as known
    std::string key;
    Uuid id;
};

[[nodiscard]] std::string write(Query const& query, ListCursor const& cursor);
[[nodiscard]] Outcome<ListCursor> read_cursor(Query const& query, std::string_view text);
/// The row's value in the order of the query.
[[nodiscard]] std::string key_of(Query const& query, VisitRow const& row);

}  // namespace mingcha::visits
