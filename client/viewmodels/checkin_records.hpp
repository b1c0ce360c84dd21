#pragma once

#include "client/viewmodels/checkin_draft.hpp"
#include "client/viewmodels/context.hpp"
#include "client/viewmodels/store.hpp"

namespace mingcha {

/// Of the device's id, in its own numbers of visits and notices: 40 random bits. Of 10,000 tablets in a city two share them with a chance
/// of 1 in 20,000; four digits had it with 560 tablets almost surely.
inline constexpr int number_digits = 10;

/// What a check-in writes beside its draft.
struct CheckinFacts {
    Record const& unit;
    Record const& list;   ///< the version that is pinned now
    Value::Map evidence;  ///< time, place and plaque, of head and step
    std::string note;     ///< of the step
};

/// The head of the visit, its photos and the step VT04 or VT05, into one durable write. A companion's check-in is a step only: the head
/// belongs to the lead. Answers the step's id.
Uuid checkin_records(Context& context, CheckinDraft const& draft, CheckinFacts facts, WriteJob& job);
/// The step VT06 after that check-in: who turned her away, and what was said.
void refusal_records(Context& context, CheckinDraft const& draft, Uuid const& checked_in, WriteJob& job);

}  // namespace mingcha
