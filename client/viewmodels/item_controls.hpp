#pragma once

#include <QVariantMap>

#include "shared/rules/scoring.hpp"

/// What the control of an item shows, by scoring shape: the pieces of an ItemsModel row that a person acts on. Pure.
namespace mingcha::item_control {

[[nodiscard]] QString text_of(Decimal number);
[[nodiscard]] QString text_of(std::optional<Decimal> number);  ///< empty while none
[[nodiscard]] QString clock_of(int minutes);                   ///< 08:05

[[nodiscard]] QVariantList options(Item const& item);
[[nodiscard]] QString coefficient_range(Item const& item);
/// One column of options, or one for each of the list's two points of time.
[[nodiscard]] QVariantList columns(Checklist const& list, Item const& item, Verdict const& verdict);
/// Its limits are of several figures, each entered by itself.
[[nodiscard]] bool has_sizes(Item const& item);
[[nodiscard]] QVariantMap points(Item const& item, Verdict const& verdict);
[[nodiscard]] QString limits(Item const& item, SchoolFacts const& school);
/// One field for each value that is measured: the item's own, before it that of the start of the term where the list has two points of time;
/// or one for each of its sizes. None for an item that is not measured.
[[nodiscard]] QVariantList measures(Checklist const& list, Item const& item, Verdict const& verdict,
                                    SchoolFacts const& school);
[[nodiscard]] QVariantList faults(Item const& item, Verdict const& verdict);
[[nodiscard]] QString deduct_text(Item const& item, ItemScore const& scored);
[[nodiscard]] QString working(Item const& item, SchoolFacts const& school);
[[nodiscard]] QVariantMap sample(Item const& item, Verdict const& verdict);

}  // namespace mingcha::item_control
