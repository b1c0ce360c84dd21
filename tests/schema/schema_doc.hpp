#pragma once

#include <string>

namespace mingcha {

/// docs/SCHEMA.md: the catalogue of shared/record/schema.cpp as tables, one a record type.
[[nodiscard]] std::string schema_doc();

}  // namespace mingcha
