#include "client/viewmodels/checkin_place.hpp"

#include "client/viewmodels/words.hpp"
#include "shared/rules/power.hpp"

namespace mingcha::checkin {

double gate_distance_m(Position const& position, Record const* unit) {
    auto const at = unit ? unit->value("position") : Value{};
    if (!position.last() || at.map().empty()) return -1;
    Place const gate{static_cast<double>(at["lat"].integer()) / 1e6, static_cast<double>(at["lon"].integer()) / 1e6, 0};
    return Position::distance_m(*position.last(), gate);
}

QString gate_state(Position const& position, Record const* unit) {
    if (!position.last()) return position.is_available() ? QStringLiteral("wait") : QStringLiteral("none");
    auto const metres = gate_distance_m(position, unit);
    return metres > fence_m ? QStringLiteral("far") : QStringLiteral("ok");
}

QString gate_text(Position const& position, Record const* unit) {
    auto const& at = position.last();
    if (!at) return position.is_available() ? qtTrId("vm.checkin.place_wait") : qtTrId("vm.checkin.place_none");
    auto const metres = gate_distance_m(position, unit);
    if (metres < 0) return qtTrId("vm.checkin.place_known").arg(qRound(at->accuracy_m));
    return qtTrId("vm.checkin.place").arg(qRound(metres)).arg(qRound(at->accuracy_m));
}

}  // namespace mingcha::checkin
