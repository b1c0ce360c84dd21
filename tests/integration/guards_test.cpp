#include "tests/integration/guarded_office.hpp"

using namespace mingcha;
using namespace mingcha::test;

TEST_CASE("a check-in with a valid card, near the gate, within the lease is in force", "[integration]") {
    CHECK(Office().check_in() == "in_force");
}

TEST_CASE("a check-in after the card's last day stays, out of force", "[integration]") {
    Office at;
    at.write_appointment("to", SystemClock().now().time_ms - day);
    CHECK(at.check_in() == "card_invalid");
}

TEST_CASE("who must withdraw from a school does not check in there", "[integration]") {
    Office at;
    at.write_appointment("withdraws", at.school(), true);
    CHECK(at.check_in() == "recused");
}

TEST_CASE("a check-in far from the gate, or without position, says why", "[integration]") {
    Office at;
    CHECK(at.check_in({{"distance", std::int64_t{2'000}}, {"accuracy", std::int64_t{12}}}) == "not_at_school");
    CHECK(at.check_in(Value::Map{}) == "not_at_school");
    CHECK(at.check_in({{"distance", std::int64_t{2'000}}, {"gps_reason", "other_campus"}}) == "in_force");
}

TEST_CASE("a visit begun past the lease is out of force, by the last contact before the act", "[integration]") {
    Office at;
    at.while_closed([](OfficeData& office) {
        sqlite::Database db((office.directory / "store.sqlite").string());
        db.execute("UPDATE contact SET ms = ms - 8 * 86400000");
    });
    CHECK(at.check_in() == "lease_over");  // though the tablet has just spoken again
}

TEST_CASE("a submission accounts for every photo: received, or named as missing", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const finding = at.inspector->finding("X1.1", "消防通道堆物", 'A');
    Hash content{};
    content[0] = 7;
    at.inspector->photo(finding, "before", content, 300'000);
    auto const too_early = at.inspector->finding_step(finding, "FT02");
    content[0] = 8;
    at.inspector->photo(finding, "after", content, 300'000);
    auto const both = at.inspector->finding_step(finding, "FT02");
    at.inspector->answer_the_rest();
    at.inspector->give_feedback("消防设施齐全。");
    at.inspector->confirm({});
    at.inspector->submit(false);
    CHECK(at.ruled(at.inspector->step_of("VT14")) == "evidence_unknown");
    at.inspector->submit();
    CHECK(at.ruled(at.inspector->step_of("VT14")) == "in_force");
    CHECK(at.ruled(too_early, finding) == "no_after_photo");
    CHECK(at.ruled(both, finding) == "in_force");
}

TEST_CASE("feedback is given over the hash of its own values, and anew after each reopening", "[integration]") {
    Office at;
    at.inspector->check_in();
    at.inspector->answer_the_rest();
    at.inspector->say("消防设施齐全。");
    RecordName const name{at.inspector->visit(), RecordType::feedback, Uuid{{0, 1, 2, 3, 4, 5, 0x70, 7, 0x80}}};
    std::vector<Change> changes;
    auto const put = [&](char const* field, Value value) {
        auto const number = find_field(*find_type(RecordType::feedback), field)->number;
        changes.push_back({name, {}, number, Change::Kind::write, std::move(value), {}, {}});
    };
    put("round", 1), put("hash", Hash{9}), put("salt", Bytes(32, 1)), put("values", Value::Map{});
    REQUIRE(at.tablet.replica().write(changes, at.tablet.person()));
    at.inspector->step("VT09");
    CHECK(at.ruled(at.inspector->step_of("VT09")) == "no_feedback");

    at.inspector->give_feedback("消防设施齐全。");
    CHECK(at.ruled(at.inspector->step_of("VT09")) == "in_force");
    at.inspector->step("VT10");
    CHECK(at.ruled(at.inspector->step_of("VT10")) == "in_force");
    at.inspector->step("VT09");
    CHECK(at.ruled(at.inspector->step_of("VT09")) == "no_feedback");  // the school has signed nothing new
    at.inspector->give_feedback("补充：已整改。");
    CHECK(at.ruled(at.inspector->step_of("VT09")) == "in_force");
}

TEST_CASE("steps of one batch are ruled on one after the other, each with a number of its own", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const visit = at.inspector->visit();
    std::vector<Uuid> steps;
    std::vector<Change> changes;
    SeededRandom random(23);
    for (auto const* act : {"VT08", "VT10", "VT08", "VT10", "VT06", "VT09", "VT10", "VT08"}) {
        steps.push_back(Uuid::v7(1'795'000'000'000, random));
        RecordName const name{visit, RecordType::step, steps.back()};
        auto const put = [&](char const* field, Value value) {
            auto const number = find_field(*find_type(RecordType::step), field)->number;
            changes.push_back({name, {}, number, Change::Kind::write, std::move(value), {}, {}});
        };
        put("subject", visit.id), put("act", act), put("by", at.tablet.person());
    }
    REQUIRE(at.tablet.replica().write(changes, at.tablet.person()));
    REQUIRE(at.tablet.replica().seal());
    (void)at.ruled(steps.back());
    std::vector<std::int64_t> orders;
    for (auto const& step : steps)
        orders.push_back(
            (*at.tablet.replica().find(ruling_name({visit, RecordType::step, step})))->value("order").integer());
    CHECK(std::ranges::is_sorted(orders));
    CHECK(std::ranges::adjacent_find(orders) == orders.end());
}

TEST_CASE("what is written once cannot be rewritten: the act of a step that was ruled on", "[integration]") {
    Office at;
    at.inspector->check_in();
    auto const step = at.inspector->step_of("VT05");
    REQUIRE(at.ruled(step) == "in_force");
    auto const visit = at.inspector->visit();
    RecordName const name{visit, RecordType::step, step};
    auto const number = find_field(*find_type(RecordType::step), "act")->number;
    Change const other{name, {}, number, Change::Kind::write, Value("VT14"), {}, {}};
    REQUIRE(at.tablet.replica().write(std::span(&other, 1), at.tablet.person()));
    REQUIRE(at.tablet.replica().seal());
    REQUIRE(at.tablet.drain(at.server->base()));
    auto const held = at.tablet.replica().held();
    REQUIRE((held && held->size() == 1));
    CHECK(held->front().verdict.code == "written_once");
    auto const kept = mingchad({"export", "kept", "--data", at.data.string()}).out;
    CHECK(kept.find(R"({"kept":"held","code":"written_once")") == 0);
    CHECK(kept.find(R"("type":"step")") != std::string::npos);
    CHECK(kept.find(R"("fields":{"act":["VT14"]})") != std::string::npos);  // what was refused can be read
    CHECK((*at.tablet.replica().find(name))->value("act").text() == "VT05");
}
