#pragma once

#include <QString>
#include <span>

#include "shared/merge/record.hpp"
#include "shared/rules/feedback.hpp"

namespace mingcha {

/// What was added after signing, in the words of the work: one line a record, its fields named, all new photos in one line. The overall
/// comment is left out: its addition is shown as text. By record, as `addendum` gives them.
[[nodiscard]] QStringList addendum_lines(std::span<Addendum const> added, std::span<Record const> findings);
/// What a new feedback says otherwise than the one before, for the school that is asked again: the same, the overall comment too.
[[nodiscard]] QStringList version_lines(std::span<Addendum const> differences, std::span<Record const> findings);

}  // namespace mingcha
