#include "shared/rules/put_off.hpp"

#include <algorithm>

namespace mingcha {

bool is_put_off(Record const& confirmation) {
    return confirmation.value("choice").text() == "deferred";
}

std::optional<std::int64_t> put_off_until(CaseFile const& file) {
    auto const* feedback = file.newest_feedback();
    if (!feedback) return std::nullopt;
    std::optional<std::int64_t> out;
    for (auto const* one : file.confirmations) {
        bool const of_newest = one->value("feedback").bytes() == feedback->value("hash").bytes();
        auto const until = one->value("until");
        if (is_put_off(*one) && of_newest && !until.is_null())
            out = std::min(out.value_or(until.integer()), until.integer());
    }
    return out;
}

}  // namespace mingcha
