#pragma once

#include <optional>

#include "shared/rules/case_file.hpp"

namespace mingcha {

/// 延后: the school confirms later, on its own phone, for so many hours from the put-off's arrival at the server; then the server's clock
/// records the visit as not signed (DOMAIN.md VT11, VT13; UX T12).

/// A confirmation whose choice is to put off.
[[nodiscard]] bool is_put_off(Record const& confirmation);
/// When the put-off of the newest feedback ends, Unix milliseconds of the server's clock: the first where it was put off more than once,
/// so that nobody prolongs a period by putting off again.
/// Nothing while this feedback was not put off, or the server has not yet said when the period ends.
[[nodiscard]] std::optional<std::int64_t> put_off_until(CaseFile const& file);

/// The reason with which the clock's own VT13 is made: a code, in `data.reason`.
inline constexpr std::string_view put_off_over = "put_off_over";

}  // namespace mingcha
