#pragma once

#include "shared/rules/strict_json.hpp"

namespace mingcha::strict {

[[nodiscard]] Words words_of(Json const& json, std::string_view what);
[[nodiscard]] std::vector<Choice> choices(Json const& list, std::string_view what);
/// `list_levels`: levels by scoring, for items that name none of their own. Throws Bad.
[[nodiscard]] Item item(Json const& json, Json const& list_levels, Words const& list_basis);

}  // namespace mingcha::strict
