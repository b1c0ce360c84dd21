#pragma once

#include <string_view>
#include <vector>

#include "shared/rules/checklist.hpp"

namespace mingcha {

/// The content of a file of shared/data/checklists that was built into the program, by name ("routine-8-matters.json"); empty where
/// there is none. Lives as long as the program.
[[nodiscard]] std::string_view data_file(std::string_view name);
/// Names of all built-in files, sorted.
[[nodiscard]] std::vector<std::string_view> data_file_names();

/// A built-in list by its code ("RTN8"), parsed; `no_checklist` for an unknown code.
[[nodiscard]] Outcome<Checklist> built_in_checklist(std::string_view code);

}  // namespace mingcha
