#include "shared/rules/power.hpp"

#include <catch2/catch.hpp>

#include "shared/record/schema.hpp"
#include "shared/rules/workflow.hpp"

using namespace mingcha;

namespace {
constexpr std::int64_t day = 86'400'000, start = 1'700'000'000'000;
Uuid const school{{1}}, other{{2}}, him{{3}};

Appointment appointment() {
    return {him, start, start + 1'095 * day, start, {}};
}
}  // namespace

TEST_CASE("a card is valid from its first day up to its last, and without one nobody checks in", "[rules]") {
    auto const one = appointment();
    auto const valid = [&](std::int64_t at) { return power_at({&one, 1}, school, at).card_valid; };
    CHECK_FALSE(valid(start - 1));
    CHECK(valid(start));
    CHECK(valid(one.to_ms - 1));
    CHECK_FALSE(valid(one.to_ms));
    CHECK_FALSE(power_at({}, school, start).card_valid);
}

TEST_CASE("of several terms the one that lasts counts; a withdrawal said in any of them stays", "[rules]") {
    Appointment terms[] = {appointment(), appointment()};
    terms[0].to_ms = start + day;
    terms[0].withdraws = {school};
    auto const power = power_at(terms, school, start + 2 * day);
    CHECK(power.card_valid);
    CHECK(power.recused);
    CHECK_FALSE(power_at(terms, other, start + 2 * day).recused);
}

TEST_CASE("an appointment is read from its record", "[rules]") {
    Record record{{{RootKind::office, other}, RecordType::appointment, Uuid{{7}}}, {}, {}};
    std::uint64_t n = 0;
    auto const put = [&](char const* field, Value const& value) {
        auto const bytes = value.encode();
        Sibling const sibling{{ReplicaId{1}, ++n}, {{1, 0, 0}, 0}, {}, std::string(as_text(bytes))};
        auto& state = record.at(find_field(*find_type(RecordType::appointment), field)->number);
        state = write(state, state.vector, sibling);
    };
    put("person", him), put("from", start), put("to", start + day);
    auto read = appointment_of(record);
    REQUIRE(read);
    CHECK(read->person == him);
    CHECK(read->from_ms == start);
    CHECK(read->to_ms == start + day);
    CHECK_FALSE(read->trained_ms);
    CHECK(read->withdraws.empty());
    put("trained", start + 5), put("withdraws", school);
    read = appointment_of(record);
    CHECK(read->trained_ms == start + 5);
    CHECK(read->withdraws == std::set<Uuid>{school});
    auto other_type = record;
    other_type.name.type = RecordType::person;
    CHECK_FALSE(appointment_of(other_type));
    put("withdrawn", withdrawal_value("误录", record_vector(record)));
    CHECK_FALSE(appointment_of(record));
}

TEST_CASE("training counts from the day it was finished", "[rules]") {
    auto one = appointment();
    one.trained_ms = start + day;
    CHECK_FALSE(power_at({&one, 1}, school, start).trained);
    CHECK(power_at({&one, 1}, school, start + day).trained);
    one.trained_ms.reset();
    CHECK_FALSE(power_at({&one, 1}, school, start + day).trained);
}

TEST_CASE("a check-in is inside the fence, or says why not", "[rules]") {
    using Map = Value::Map;
    CHECK(near_or_reason(Map{{"distance", fence_m}, {"accuracy", std::int64_t{12}}}));
    CHECK_FALSE(near_or_reason(Map{{"distance", fence_m + 1}, {"accuracy", std::int64_t{12}}}));
    CHECK(near_or_reason(Map{{"distance", fence_m + 1}, {"gps_reason", "other_campus"}}));
    CHECK_FALSE(near_or_reason(Map{}));
    CHECK_FALSE(near_or_reason(Value{}));
    CHECK(near_or_reason(Map{{"gps_reason", "indoors"}}));
    CHECK(near_or_reason(Map{{"distance", fence_m}}));
    CHECK_FALSE(near_or_reason(Map{{"distance", fence_m + 1}}));
    CHECK(near_or_reason(Map{{"accuracy", std::int64_t{12}}}));  // the gate of the school is not known
}

TEST_CASE("a lease holds for its days after the last contact; the first day needs none", "[rules]") {
    CHECK(lease_holds(std::nullopt, start, 7));
    std::optional<std::int64_t> contact = 0;
    contact.reset();  // of a contact that is none, nothing is read
    CHECK(lease_holds(contact, start, 7));
    CHECK(lease_holds(start, start + 7 * day - 1, 7));
    CHECK_FALSE(lease_holds(start, start + 7 * day, 7));
}

TEST_CASE("a dissent is in time up to the last day of its period", "[rules]") {
    CHECK(in_dissent_period(start, start + 15 * day, 15));
    CHECK_FALSE(in_dissent_period(start, start + 15 * day + 1, 15));
}

TEST_CASE("a submission names the photos that are still missing", "[rules]") {
    Uuid const photos[] = {school, other};
    CHECK(missing_of(Value::Map{{std::string(missing_photos), missing_value(photos)}}) ==
          std::set<Uuid>{school, other});
    CHECK(missing_of(Value{}).empty());
}
