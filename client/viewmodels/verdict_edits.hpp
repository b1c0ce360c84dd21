#pragma once

#include <optional>
#include <string_view>

#include "shared/rules/measure.hpp"

namespace mingcha {

/// What one touch of a control makes of an item's verdict. Nothing comes back where the entry cannot be read or lies outside the item's
/// range: then nothing is written and the row stays. What follows from an entry (levels, counted faults) is `filled_in`'s.
class VerdictEdit {
public:
    VerdictEdit(Item const& item, Verdict before) : item_(item), verdict_(std::move(before)) {}

    using Edited = std::optional<Verdict>;
    [[nodiscard]] Verdict const& verdict() const { return verdict_; }
    /// `column`: empty, `term_start` or `term_end`. The same level again gives the same verdict.
    [[nodiscard]] Edited choose(std::string_view column, std::string_view level) const;
    [[nodiscard]] Edited by_hand(std::string_view level, std::string reason) const;
    [[nodiscard]] Edited clear() const;
    [[nodiscard]] Edited not_applicable(std::string reason) const;
    /// Share of the full mark, inside the level's range.
    [[nodiscard]] Edited share(std::string_view text) const;
    /// A number, or `+` and `-` for one step.
    [[nodiscard]] Edited points(std::string_view text) const;
    [[nodiscard]] Edited full_mark() const;
    /// 0 takes the fault away; without any fault the item is open again, because only 满分 says that none was found.
    [[nodiscard]] Edited fault(std::string_view code, std::string_view amount) const;
    [[nodiscard]] Edited step_fault(std::string_view code, int by) const;
    /// A number, also in full-width characters; `14:30`, `1430` or `9` for a time of day; empty takes the value away. `field`: empty for the
    /// item's own value, `term_start`, or the code of one of its sizes.
    [[nodiscard]] Edited measured(std::string_view field, std::string_view text) const;
    [[nodiscard]] Edited sample(int index, bool good) const;
    [[nodiscard]] Edited note(std::string text) const;

private:
    [[nodiscard]] Verdict applies() const;  ///< the verdict without N/A
    [[nodiscard]] Edited measured_beside(std::string_view field, std::string const& text) const;
    [[nodiscard]] Edited with_fault(std::string_view code, Decimal amount) const;

    Item const& item_;
    Verdict verdict_;
};

/// Minutes after midnight; nothing for what is no time of day.
[[nodiscard]] std::optional<int> parse_time(std::string_view text);

}  // namespace mingcha
