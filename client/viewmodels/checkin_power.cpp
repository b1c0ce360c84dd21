#include "client/viewmodels/checkin_power.hpp"

#include "client/viewmodels/lookups.hpp"

namespace mingcha {

void fill_power(Store& store, Uuid const& unit, StepFacts& out) {
    std::vector<Appointment> own;
    for (auto const* record : store.cache().all(RecordType::appointment))
        if (auto one = appointment_of(*record); one && one->person == store.person()) own.push_back(*std::move(one));
    auto const now = store.now_ms();
    if (!own.empty()) {
        auto const power = power_at(own, unit, now);
        out.card_valid = power.card_valid;
        out.recused = power.recused;
    }
    auto const last = store.note(QStringLiteral("lastContact")).toInteger();
    out.lease_ok = lease_holds(last == 0 ? std::nullopt : std::optional<std::int64_t>(last), now,
                               setting(store.cache(), settings::lease_days));
}

}  // namespace mingcha
