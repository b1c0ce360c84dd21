#include "tests/integration/guarded_office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
/// An office with a visit, a photo and a refused write, its server stopped; each case works on a copy of its data.
struct Altered {
    Office at;
    Altered() {
        at.inspector->check_in();
        Bytes const picture(500, 7);
        at.inspector->photo(at.inspector->visit().id, "evidence", sha256(picture), 500);
        at.inspector->answer_the_rest();
        REQUIRE(at.ruled(at.inspector->step_of("VT05")) == "in_force");
        REQUIRE(at.tablet.send_photo(at.server->base(), picture));
        auto const number = find_field(*find_type(RecordType::step), "act")->number;
        RecordName const step{at.inspector->visit(), RecordType::step, at.inspector->step_of("VT05")};
        Change const other{step, {}, number, Change::Kind::write, Value("VT14"), {}, {}};
        REQUIRE(at.tablet.replica().write(std::span(&other, 1), at.tablet.person()));
        REQUIRE(at.tablet.replica().seal());
        REQUIRE(at.tablet.drain(at.server->base()));
        at.server.reset();
    }
    Ran audited(char const* sql) {
        auto const copy = altered(sql);
        return mingchad({"audit", "verify", "--no-photos", "--data", copy});
    }
    std::string altered(char const* sql) {
        auto const copy = at.home.path() / "copy";
        std::filesystem::remove_all(copy);
        std::filesystem::copy(at.data, copy, std::filesystem::copy_options::recursive);
        if (*sql != 0) sqlite::Database((copy / "store.sqlite").string()).execute(sql);
        return copy.string();
    }
};
}  // namespace

TEST_CASE("the audit finds what was altered in the store, and says where", "[integration]") {
    Altered evidence;
    auto const clean = evidence.audited("");
    INFO(clean.out);
    REQUIRE(clean.code == 0);
    std::pair<char const*, char const*> const cases[] = {
        {"DELETE FROM log WHERE idx=(SELECT max(idx) FROM log)", "log: does not end where its writer left it"},
        {"DELETE FROM batch WHERE idx=(SELECT max(idx) FROM batch);"
         "DELETE FROM log WHERE idx>=(SELECT max(idx) FROM log)-1",
         "does not end where its writer left it"},
        {"DELETE FROM log WHERE idx=3", "leaves are missing before it"},
        {"UPDATE batch SET server_ms=server_ms+1 WHERE idx=(SELECT max(idx) FROM batch)",
         "its content differs from its hash"},
        {"UPDATE log SET body=X'00' WHERE idx=(SELECT max(idx) FROM log WHERE kind=2)",
         "its content differs from its hash"},
        {"UPDATE head SET root=zeroblob(32) WHERE seq=(SELECT max(seq) FROM head)", "is not a head of this log"},
        {"UPDATE last_seq SET seq=1", "last_seq: is older than what stands in the store"},
        {"DELETE FROM record WHERE type=17 AND id=(SELECT max(id) FROM record WHERE type=17)", "record: "},
        {"UPDATE held SET code='grant'", "differs from the log"},
        {"DELETE FROM held", "is in the log and missing here"},
        {"UPDATE held SET n=n+1", "is not in the log"},
        {"INSERT INTO waiting SELECT 1, zeroblob(16), 4, header, idx, delta, 0 FROM held",
         "waiting: 0 deltas wait by the log, 1 in the table"},
        {"UPDATE batch SET receipt=zeroblob(length(receipt)) WHERE idx=(SELECT max(idx) FROM batch)",
         "its receipt is not signed by this server"},
        {"UPDATE blob SET receipt=zeroblob(length(receipt))", "its receipt is not signed by this server"},
        {"UPDATE blob SET size=size+1", "differs from its leaf in the log"},
        {"DELETE FROM blob", "1 photos in the log, 0 in the table"}};
    for (auto const& [sql, found] : cases) {
        auto const ran = evidence.audited(sql);
        INFO(sql << "\n" << ran.out);
        CHECK(ran.code == 1);
        CHECK(ran.out.find(found) != std::string::npos);
    }
}

TEST_CASE("what the centre keeps unjoined is told whatever the reason", "[integration]") {
    Altered office;
    auto const data = office.altered(
        "INSERT INTO waiting SELECT 1, zeroblob(16), 4, header, idx, delta, 17 FROM held;"
        "INSERT INTO lost SELECT 1, device, (SELECT row FROM record WHERE type=17 LIMIT 1), 18 FROM device;"
        "INSERT INTO quarantine SELECT 1, device, 'bad_signature', push, 19 FROM batch LIMIT 1");
    auto const said = mingchad({"export", "kept", "--data", data}).out;
    INFO(said);
    CHECK(std::ranges::count(said, '\n') == 4);
    for (auto const* line :
         {R"({"kept":"held","code":"written_once")", R"({"kept":"waiting","code":"parent_missing","since":17)",
          R"({"kept":"lost","code":"epoch_closed","since":18)",
          R"({"kept":"quarantined","code":"bad_signature","since":19)", R"("type":"answer")"})
        CHECK(said.find(line) != std::string::npos);
}

TEST_CASE("a head that was kept elsewhere is found in the log, or the audit says why not", "[integration]") {
    Altered evidence;
    auto const copy = evidence.altered("");
    LogHead kept;
    SigningKey key = [&] {
        auto const office = *OfficeData::open(copy);
        kept = office->store->log_proof({}, 1)->head;
        return office->keys.identity;
    }();
    auto const audited = [&](LogHead const& head) {
        auto const ran = mingchad({"audit", "verify", "--no-photos", "--data", copy, "--head", to_hex(head.encode())});
        CHECK(ran.code == (ran.out.find("fault: ") == std::string::npos ? 0 : 1));
        return ran.out;
    };
    auto const resigned = [&](auto change) {
        auto out = kept;
        change(out);
        out.signature = key.sign(Label::head, out.body());
        return out;
    };
    auto const says = [&](LogHead const& head, char const* words) {
        auto const out = audited(head);
        INFO(out);
        CHECK(out.find(words) != std::string::npos);
    };
    says(kept, "1 kept heads are heads of this log");
    says(resigned([](LogHead& head) { head.root[5] ^= 1; }),
         "is not a head of this log: it was rewritten before that entry");
    says(resigned([](LogHead& head) { ++head.size; }), "is longer than the log");
    says(resigned([](LogHead& head) { head.log_id.bytes[3] ^= 1; }), "is of another log");
    auto forged = kept;
    ++forged.server_ms;
    says(forged, "is not signed by this server");
    auto const none = mingchad({"audit", "verify", "--data", copy, "--head", "00"}, Errors::with_the_rest);
    CHECK(none.code != 0);
    CHECK(none.out.find("--head 00") != std::string::npos);
}
