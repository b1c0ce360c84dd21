#include <condition_variable>

#include "server/api/confirmation_codes.hpp"
#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
struct School {
    Office office;
    BoxKey box = make_box_key(Hash{7});
    Uuid visit = office.plan(office.school, "2026-06-12");
    Hash feedback{1}, other_feedback{2};

    School() { REQUIRE(office.accounts->set_confirmation_code(office.liaison, "482913")); }

    Bytes boxed(std::string const& code, Hash const& hash) {
        auto const plain =
            Value(Value::Map{{"code", Value(code)}, {"hash", Value(hash)}, {"nonce", Value(Bytes(16, 4))}}).encode();
        return seal_box(plain, box.public_key);
    }
    /// What is written of a confirmation that came with this box; empty: no code was typed.
    RecordName confirmation(Bytes const& sealed, char const* role = "liaison") {
        RecordName const name{{RootKind::visit, visit}, RecordType::confirmation, office.new_id()};
        office.put(name, "feedback", feedback, office.wang), office.put(name, "choice", "confirm", office.wang);
        office.put(name, "signer", Value::Map{{"name", "李敏"}, {"role", Value(role)}}, office.wang);
        if (!sealed.empty()) office.put(name, "code", sealed, office.wang);
        return name;
    }
    std::string worth(Bytes const& sealed, char const* role = "liaison") {
        auto const record = **office.store->find(confirmation(sealed, role));
        return *code_result(record, office.liaison, box, *office.accounts);
    }
    std::string result(RecordName const& name) { return (*office.store->find(name))->value("code_result").text(); }
};
}  // namespace

TEST_CASE("a code counts for the feedback that it was typed for, and for the officer whose it is", "[api][code]") {
    School school;
    auto const good = school.boxed("482913", school.feedback);
    CHECK(school.worth(good) == "ok");
    CHECK(school.worth(school.boxed("000000", school.feedback)) == "wrong");
    CHECK(school.worth(school.boxed("482913", school.other_feedback)) == "wrong");
    CHECK(school.worth(Bytes(80, 9)) == "wrong");
    CHECK(school.worth(good, "head") == "none");
    CHECK(school.worth({}) == "none");
    auto const record = **school.office.store->find(school.confirmation(good));
    CHECK(*code_result(record, school.office.zhang, school.box, *school.office.accounts) == "none");
}

TEST_CASE("after five wrong tries even the right code is wrong until it is set anew", "[api][code]") {
    School school;
    auto const good = school.boxed("482913", school.feedback);
    for (int i = 0; i < 4; ++i) CHECK(school.worth(school.boxed("000000", school.feedback)) == "wrong");
    CHECK(school.worth(good) == "ok");  // the right one in time clears the count
    for (int i = 0; i < 9; ++i) CHECK(school.worth(school.boxed("482913", school.other_feedback)) == "wrong");
    CHECK(school.worth(good) == "ok");  // a box for another feedback tells nothing of the code: no try
    for (int i = 0; i < 5; ++i) CHECK(school.worth(school.boxed("000000", school.feedback)) == "wrong");
    CHECK(school.worth(good) == "wrong");
    REQUIRE(school.office.accounts->set_confirmation_code(school.office.liaison, "482913"));
    CHECK(school.worth(good) == "ok");
}

TEST_CASE("a confirmation gets its result when it comes, and at the next start when the server fell in between",
          "[api][code]") {
    School school;
    auto const before = school.confirmation(school.boxed("482913", school.feedback));
    auto const page = [&] {
        return school.office.get("/api/v1/visits/" + school.visit.to_string(), school.office.sign_in("zhang"));
    };
    CHECK(page()["confirmations"][0]["code_result"] == "pending");
    Log log(school.office.clock, [](std::string_view) {});
    StoreThread writer(*school.office.store, school.office.clock);
    std::mutex guard;
    std::condition_variable news;
    std::uint64_t commits = 0;
    auto const told = school.office.hub.subscribe_all([&](CommitNews const&) {
        std::lock_guard const lock(guard);
        ++commits;
        news.notify_one();
    });
    auto const wait_for = [&](std::uint64_t count) {
        std::unique_lock lock(guard);
        return news.wait_for(lock, std::chrono::seconds(30), [&] { return commits >= count; });
    };
    ConfirmationCodes const codes({*school.office.store, writer, *school.office.accounts, school.office.persons,
                                   school.office.hub, school.box, log});
    REQUIRE(wait_for(1));
    CHECK(school.result(before) == "ok");
    CHECK(page()["confirmations"][0]["code_result"] == "ok");
    RecordName const name{{RootKind::visit, school.visit}, RecordType::confirmation, school.office.new_id()};
    auto const put = [&](char const* field, Value value) {
        return ServerWrite{name, {}, find_field(*find_type(name.type), field)->number, std::move(value), {}, {}};
    };
    std::vector const writes{put("feedback", school.feedback), put("choice", "dissent"),
                             put("code", school.boxed("111111", school.feedback))};
    REQUIRE(writer.call<Outcome<Unit>>(
        [&](SqliteCentralStore& store, std::int64_t now_ms) { return store.write(writes, now_ms); }));
    REQUIRE(wait_for(3));  // the confirmation, then its result
    CHECK(school.result(name) == "wrong");
}
