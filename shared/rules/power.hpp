#pragma once

#include <optional>
#include <set>
#include <span>

#include "shared/merge/record.hpp"

namespace mingcha {

/// An inspector's power to act, as far as it follows from records: the outer guards of DOMAIN.md 6.1 (VT03-VT05) and their figures. The
/// tablet asks before a check-in, the server once when the step arrives; both by this file.

/// One appointment as the guards read it (Inspection Regulations 2012, articles 6, 7, 10; DOMAIN.md 6.3).
struct Appointment {
    Uuid person;
    std::int64_t from_ms = 0, to_ms = 0;  ///< Unix milliseconds: valid from the first up to, not including, the second
    std::optional<std::int64_t> trained_ms;  ///< when the training before the start of work was finished
    std::set<Uuid> withdraws;                ///< units from which he must withdraw 回避
};
/// Nothing for a withdrawn record.
[[nodiscard]] std::optional<Appointment> appointment_of(Record const& record);

struct Power {
    bool card_valid = false;
    bool trained = false;
    bool recused = false;  ///< said by any of his appointments, past ones too: a relation does not end with a term
};
/// Of a person with these appointments towards a unit at a moment. Without an appointment: no card, not trained.
[[nodiscard]] Power power_at(std::span<Appointment const> appointments, Uuid const& unit, std::int64_t at_ms);

inline constexpr std::int64_t fence_m = 500;  // UX T6: from the gate; farther asks for a reason

/// Position inside the fence, or why not, as the check-in's evidence says (VT04, VT05). A position that is not known needs a reason;
/// one that is known at a school whose gate is not has nothing to be compared with.
[[nodiscard]] bool near_or_reason(Value const& evidence);
/// Whether a visit may be begun at `at_ms`, the last contact before it being known or not (a first day has none).
[[nodiscard]] bool lease_holds(std::optional<std::int64_t> last_contact_ms, std::int64_t at_ms, int days);

/// Whether a dissent made at `at_ms` is in time, the feedback having been given at `feedback_ms` (VT12).
[[nodiscard]] bool in_dissent_period(std::int64_t feedback_ms, std::int64_t at_ms, int days);

/// The photos that a submission names as not yet received (VT14): `data` key and the value's shape.
inline constexpr std::string_view missing_photos = "missing";
[[nodiscard]] Value missing_value(std::span<Uuid const> photos);
[[nodiscard]] std::set<Uuid> missing_of(Value const& step_data);

}  // namespace mingcha
