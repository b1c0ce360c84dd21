#pragma once

#include "server/api/web_access.hpp"

namespace mingcha {

/// `GET /api/v1/visits/{id}`: one visit with everything below it, every field with all its siblings (docs/API.md).
void add_visit_detail_route(Router& router, ApiServices& services);

/// A value as the console reads it: ids and hashes as text, everything else as it is. Texts stay data.
[[nodiscard]] OrderedJson value_json(Value const& value);
/// `answer.verdict` with the words of docs/API.md for the short keys that travel (shared/rules/verdict.hpp); keys of later versions
/// are passed on.
[[nodiscard]] OrderedJson verdict_json(Value const& value, Checklist const* list);

/// The contract's word for a level code of the lists: y and 2 are `yes`, 1 is `partly`, n and 0 are `no`; others stand as they are.
[[nodiscard]] std::string level_word(std::string const& code);

}  // namespace mingcha
