#pragma once

#include "server/api/web_access.hpp"
#include "shared/rules/scoring.hpp"

namespace mingcha {

/// `GET /api/v1/visits/{id}`: one visit with everything below it, every field with all its siblings (docs/API.md).
void add_visit_detail_route(Router& router, ApiServices& services);

/// A value as the console reads it: ids and hashes as text, everything else as it is. Texts stay data.
[[nodiscard]] OrderedJson value_json(Value const& value);
/// `answer.verdict` with the words of docs/API.md for the short keys that travel (shared/rules/verdict.hpp); keys of later versions
/// are passed on.
/// Beside them stands what the scoring engine makes of it for this item: level with its words, points, rank. `list` may be null.
[[nodiscard]] OrderedJson verdict_json(Value const& value, Checklist const* list, std::string_view item_code,
                                       SchoolFacts const& school);

}  // namespace mingcha
