#pragma once

#include "shared/base/random.hpp"
#include "shared/data/data_file.hpp"
#include "shared/rules/scoring.hpp"

namespace mingcha::testing {

inline Decimal dec(std::string_view text) {
    return *Decimal::parse(text);
}

inline Verdict level(std::string_view code) {
    Verdict out;
    out.level = code;
    return out;
}
inline Verdict na() {
    Verdict out;
    out.na = "no_facility";
    return out;
}
inline Verdict measured(std::string_view number) {
    Verdict out;
    out.measured = dec(number);
    return out;
}
inline Verdict at(int hour, int minute) {
    Verdict out;
    out.time = hour * 60 + minute;
    return out;
}
inline Verdict faults(std::map<std::string, Decimal, std::less<>> rows) {
    Verdict out;
    out.faults = std::move(rows);
    return out;
}
inline Verdict text(std::string_view words) {
    Verdict out;
    out.text = words;
    return out;
}

/// The best answer that an item can get.
inline Verdict best(Item const& item) {
    if (item.scoring == Scoring::deduct) return faults({});
    if (item.scoring == Scoring::text) return text("无");
    if (item.scoring == Scoring::time) return at(9, 0);
    if (is_measured(item.scoring)) return measured(item.scoring == Scoring::percent ? "100" : "5");
    return level(item.levels.front().code);
}
inline Verdicts all_best(Checklist const& list) {
    Verdicts out;
    for (auto const& section : list.sections)
        for (auto const& item : section.items) out.emplace(item.code, best(item));
    return out;
}

/// A random sound answer; N/A now and then.
inline Verdict random_verdict(Item const& item, Random& random) {
    if (item.na_allowed && random.below(8) == 0) return na();
    if (item.scoring == Scoring::deduct) {
        auto out = faults({});
        for (auto const& row : item.deductions)
            if (random.below(3) == 0) {
                auto const most = row.free ? item.max->units() / Decimal::scale : row.per == Per::once ? 1 : 5;
                out.faults->emplace(
                    row.code, Decimal(1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(most)))));
            }
        return out;
    }
    if (item.scoring == Scoring::text) return text("记录");
    if (item.scoring == Scoring::time)
        return at(7 + static_cast<int>(random.below(3)), static_cast<int>(random.below(60)));
    if (is_measured(item.scoring)) return measured(std::to_string(random.below(101)));
    auto const& chosen = item.levels[random.below(item.levels.size())];
    auto out = level(chosen.code);
    if (chosen.share_from)
        out.share = Decimal::from_units(
            static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(chosen.share_to->units() + 1))));
    return out;
}

}  // namespace mingcha::testing
