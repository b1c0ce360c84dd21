#pragma once

#include <span>
#include <string>
#include <vector>

#include "shared/merge/record.hpp"

namespace mingcha {

/// Feedback: a frozen snapshot of a visit's canonical values, never of dots or stamps, whose salted hash the school signs; and the
/// addendum that is computed from it later (DESIGN section 2).

/// The snapshot as `feedback.values` holds it: {record: {field: [values]}}. A record is "visit", "answer <item>", or type and id
/// ("photo 01…"); a field's list holds its different sibling values, sorted by their bytes, so the same facts give the same snapshot on
/// every replica. Covered are the visit, its answers and photos and the findings; not what follows a signature (feedback, confirmation,
/// step, ruling, notice, photos of role signature or dissent) and not `number`, `release` and `order`, which may change without telling the school anything else.
/// Withdrawn records are left out.
[[nodiscard]] Value snapshot(std::span<Record const> records);

/// SHA-256(salt ‖ canonical bytes of the snapshot): `feedback.hash`. `salt` is 32 random bytes.
[[nodiscard]] Hash feedback_hash(Value const& snapshot, ByteView salt);

/// A feedback record whose hash is that of its values and salt: what a signature over the hash stands for.
[[nodiscard]] bool is_sound_feedback(Record const& feedback);
/// How many rounds of feedback these records hold, by their numbers; a record that is not sound makes none. VT09 needs one more than there were
/// (DOMAIN.md VT09, VT10: "next feedback is n+1").
[[nodiscard]] int feedback_rounds(std::span<Record const* const> feedbacks);

/// A field whose set of sibling values is not the snapshot's any more. Both sides may be empty: added, or withdrawn and cleared.
struct Addendum {
    std::string record;
    std::string field;
    Value::List signed_values;
    Value::List now;
    friend bool operator==(Addendum const&, Addendum const&) = default;
};
/// By value, sorted by record and field. A record that was withdrawn after signing shows all its fields as gone.
[[nodiscard]] std::vector<Addendum> addendum(Value const& signed_snapshot, std::span<Record const> records);
/// The same between two snapshots: what a new feedback says otherwise than the one before (DOMAIN.md CF02).
[[nodiscard]] std::vector<Addendum> difference(Value const& before, Value const& after);

/// 12 characters of Crockford's base32: the first 60 bits of SHA-256("mingcha.verify.1" ‖ 0 ‖ visit id ‖ feedback hash). What the
/// public page /verify asks for.
[[nodiscard]] std::string verification_code(Uuid const& visit, Hash const& feedback);
/// As people read it: "7F3K-92QD-0M4T".
[[nodiscard]] std::string grouped_code(std::string_view code);
/// What somebody typed, as verification_code writes it: case, spaces and hyphens do not matter, O is 0, I and L are 1.
/// `bad_code` for another length or character.
[[nodiscard]] Outcome<std::string> parse_code(std::string_view typed);

}  // namespace mingcha
