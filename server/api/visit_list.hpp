#pragma once

#include "server/api/web_access.hpp"
#include "server/store/visit_projection.hpp"

namespace mingcha {

/// `GET /api/v1/visits` and `/api/v1/visits/options` (docs/API.md, Visits): pages by key, so the thousandth costs what the first does.
void add_visit_list_routes(Router& router, ApiServices& services);

/// A row of visit_row with the names that stand beside it.
struct ListedVisit {
    VisitRow row;
    std::string zone_zh, zone_en, lead_name;
    OrderedJson members;  ///< [{id, name}]
};
/// `more` goes after FROM visit_row v … : conditions, order, limit. The statement binds.
[[nodiscard]] std::vector<ListedVisit> read_listed(sqlite::Database& db, std::string const& more,
                                                   std::function<void(sqlite::Statement&)> const& bind);
[[nodiscard]] OrderedJson to_json(ListedVisit const& visit);
/// [{rank, n}], `not applicable` last, from VisitRow::counts.
[[nodiscard]] OrderedJson counts_json(std::string_view counts);

}  // namespace mingcha
