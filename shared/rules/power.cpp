#include "shared/rules/power.hpp"

namespace mingcha {

namespace {
constexpr std::int64_t day_ms = 86'400'000;
}  // namespace

std::optional<Appointment> appointment_of(Record const& record) {
    if (record.name.type != RecordType::appointment || is_withdrawn(record)) return std::nullopt;
    Appointment out;
    out.person = record.value("person").id();
    out.from_ms = record.value("from").integer();
    out.to_ms = record.value("to").integer();
    if (auto const trained = record.value("trained"); !trained.is_null()) out.trained_ms = trained.integer();
    for (auto const* one : record.versions("withdraws"))
        if (auto const unit = Value::decode(view(one->value))) out.withdraws.insert(unit->id());
    return out;
}

Power power_at(std::span<Appointment const> appointments, Uuid const& unit, std::int64_t at_ms) {
    Power out;
    for (auto const& one : appointments) {
        out.card_valid |= one.from_ms <= at_ms && at_ms < one.to_ms;
        out.trained |= one.trained_ms && *one.trained_ms <= at_ms;
        out.recused |= one.withdraws.contains(unit);
    }
    return out;
}

bool near_or_reason(Value const& evidence) {
    if (!evidence["gps_reason"].text().empty()) return true;
    auto const& distance = evidence["distance"];
    bool const is_known = !distance.is_null() || !evidence["accuracy"].is_null();
    return is_known && distance.integer() <= fence_m;
}

bool lease_holds(std::optional<std::int64_t> last_contact_ms, std::int64_t at_ms, int days) {
    return !last_contact_ms || at_ms - *last_contact_ms < days * day_ms;
}

bool in_dissent_period(std::int64_t feedback_ms, std::int64_t at_ms, int days) {
    return at_ms - feedback_ms <= days * day_ms;
}

Value missing_value(std::span<Uuid const> photos) {
    Value::List out;
    for (auto const& one : photos) out.emplace_back(one);
    return out;
}

std::set<Uuid> missing_of(Value const& step_data) {
    std::set<Uuid> out;
    for (auto const& one : step_data[missing_photos].list()) out.insert(one.id());
    return out;
}

}  // namespace mingcha
