#include <algorithm>
#include <catch2/catch.hpp>

#include "shared/rules/feedback.hpp"

using namespace mingcha;

namespace feedback_test {
namespace {
Uuid id(std::uint8_t n) {
    Uuid out;
    out.bytes[15] = n;
    return out;
}
Root const root{RootKind::visit, id(1)};
Hash hash_of(char const* text) {
    return sha256(view(text));
}

/// Builds a record by real writes: replica `r`, its counter running.
struct Pen {
    ReplicaId replica;
    std::uint64_t counter = 0;

    void write(Record& record, char const* field, Value const& value) {
        auto const* type = find_type(record.name.type);
        auto& state = record.at(find_field(*type, field)->number);
        auto const bytes = value.encode();
        Sibling sibling;
        sibling.dot = {replica, ++counter};
        sibling.stamp.device.time_ms = static_cast<std::int64_t>(counter);
        sibling.value = std::string(bytes.begin(), bytes.end());
        state = mingcha::write(state, state.vector, sibling);
    }
};
Value verdict(char const* level) {
    return Value::Map{{"l", Value(level)}};
}

Record visit() {
    return {{root, RecordType::visit, id(1)}, "", {}};
}
Record answer(char const* key) {
    return {{root, RecordType::answer, Uuid::derived(id(1), key)}, key, {}};
}
}  // namespace

TEST_CASE("the same facts give the same snapshot whoever wrote them when", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0}, b{ReplicaId{2}, 40};
    auto one = visit(), other = visit();
    auto first = answer("M1.1"), second = answer("M1.1");
    a.write(one, "summary", Value("总评"));
    a.write(first, "verdict", verdict("1"));
    a.write(first, "verdict", verdict("2"));
    b.write(second, "verdict", verdict("2"));
    b.write(other, "summary", Value("总评"));
    std::vector const left{one, first}, right{second, other};
    CHECK(snapshot(left) == snapshot(right));
    CHECK(snapshot(left)["answer M1.1"]["verdict"].list() == Value::List{verdict("2")});
    auto const salt = hash_of("salt");
    CHECK(feedback_hash(snapshot(left), salt) == feedback_hash(snapshot(right), salt));
    CHECK(feedback_hash(snapshot(left), salt) != feedback_hash(snapshot(left), hash_of("other")));
}

TEST_CASE("a snapshot is a value that can be stored and comes back", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto one = answer("M1.1");
    a.write(one, "verdict", Value(Value::Map{{"f", Value(Value::Map{{"d1", Value("2")}})}}));
    auto const taken = snapshot(std::vector{one});
    CHECK(*Value::decode(taken.encode()) == taken);
}

TEST_CASE("the hash is of the facts: another value gives another", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto one = answer("M1.1"), two = answer("M1.1");
    a.write(one, "verdict", verdict("1"));
    a.write(two, "verdict", verdict("2"));
    auto const salt = hash_of("salt");
    CHECK(feedback_hash(snapshot(std::vector{one}), salt) != feedback_hash(snapshot(std::vector{two}), salt));
}

TEST_CASE("a visit, an answer and a photo each have their name in a snapshot", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto one = visit(), two = answer("M1.1");
    Record three{{root, RecordType::photo, id(8)}, "", {}};
    a.write(one, "summary", Value("总评"));
    a.write(two, "verdict", verdict("1"));
    a.write(three, "sha256", Value(hash_of("picture")));
    auto const taken = snapshot(std::vector{one, two, three});
    CHECK(taken.map().size() == 3);
    CHECK_FALSE(taken["visit"].map().empty());
    CHECK_FALSE(taken["answer M1.1"].map().empty());
    CHECK_FALSE(taken["photo " + id(8).to_string()].map().empty());
}

TEST_CASE("a picture of a dissent, a sibling without its value and a reason of withdrawal are no facts",
          "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    Record picture{{root, RecordType::photo, id(8)}, "", {}};
    a.write(picture, "role", Value("dissent"));
    CHECK(snapshot(std::vector{picture}).map().empty());
    auto one = answer("M1.1");
    a.write(one, "verdict", verdict("1"));
    one.fields.front().second.siblings.front().value.clear();
    REQUIRE(one.fields.front().second.siblings.front().is_named_only());
    CHECK(snapshot(std::vector{one})["answer M1.1"].map().empty());
    auto half = answer("M1.2");
    a.write(half, "withdrawn", withdrawal_value("误录", record_vector(half)));
    a.write(half, "verdict", verdict("1"));  // written after the withdrawal: it is not withdrawn
    REQUIRE_FALSE(is_withdrawn(half));
    CHECK_FALSE(snapshot(std::vector{half})["answer M1.2"].map().contains("withdrawn"));
}

TEST_CASE("a field of a later version is not signed; a value of one is, by its bytes", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto one = answer("M1.1");
    a.write(one, "comment", Value("字"));
    one.fields.front().second.siblings.front().value = "\xff";
    REQUIRE_FALSE(Value::decode(view("\xff")));
    auto const taken = snapshot(std::vector{one});
    CHECK(taken["answer M1.1"]["comment"].list() == Value::List{Value(Bytes{0xff})});
    auto const state = one.fields.front().second;
    one.at(200) = state;
    CHECK(snapshot(std::vector{one}) == taken);
}

TEST_CASE("an addendum names what differs by value, and only that", "[rules][feedback][law]") {
    Pen a{ReplicaId{1}, 0}, b{ReplicaId{2}, 0};
    auto one = answer("M1.1"), two = answer("M1.2");
    a.write(one, "verdict", verdict("2"));
    a.write(two, "verdict", verdict("1"));
    auto const taken = snapshot(std::vector{one, two});
    CHECK(addendum(taken, std::vector{one, two}).empty());
    a.write(one, "verdict", verdict("2"));  // a new dot, the same value
    CHECK(addendum(taken, std::vector{two, one}).empty());

    auto late = answer("M1.2");
    b.write(late, "verdict", verdict("0"));  // a colleague's tablet that had not seen anything
    auto const joined = join(two, late);
    auto const rows = addendum(taken, std::vector{one, joined});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].record == "answer M1.2");
    CHECK(rows[0].signed_values == Value::List{verdict("1")});
    CHECK(rows[0].now.size() == 2);
}

TEST_CASE("new and withdrawn records after signing are addenda", "[rules][feedback][law]") {
    Pen a{ReplicaId{1}, 0};
    auto one = answer("M1.1");
    a.write(one, "verdict", verdict("2"));
    auto const taken = snapshot(std::vector{one});
    auto added = answer("M1.3");
    a.write(added, "comment", Value("补充"));
    auto const rows = addendum(taken, std::vector{one, added});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0] == Addendum{"answer M1.3", "comment", {}, {Value("补充")}});
    auto gone = one;
    a.write(gone, "withdrawn", withdrawal_value("误录", record_vector(one)));
    REQUIRE(is_withdrawn(gone));
    CHECK(addendum(taken, std::vector{gone}) == std::vector{Addendum{"answer M1.1", "verdict", {verdict("2")}, {}}});
}

TEST_CASE("a new feedback differs from the one before by what is new, gone or otherwise", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto stays = answer("M1.1"), changes = answer("M1.2"), goes = answer("M1.3"), comes = answer("M1.4");
    for (auto* one : {&stays, &changes, &goes, &comes}) a.write(*one, "comment", Value("旧"));
    auto const before = snapshot(std::vector{stays, changes, goes});
    a.write(changes, "comment", Value("新"));
    auto const after = snapshot(std::vector{stays, changes, comes});
    CHECK(difference(before, after) == std::vector{Addendum{"answer M1.2", "comment", {Value("旧")}, {Value("新")}},
                                                   Addendum{"answer M1.3", "comment", {Value("旧")}, {}},
                                                   Addendum{"answer M1.4", "comment", {}, {Value("旧")}}});
    CHECK(difference(before, before).empty());
}

TEST_CASE("what may change after signing is not in the snapshot", "[rules][feedback]") {
    Pen a{ReplicaId{1}, 0};
    auto one = visit();
    a.write(one, "summary", Value("总评"));
    auto const taken = snapshot(std::vector{one});
    a.write(one, "number", Value("LX-0612-3"));
    Record step{{root, RecordType::step, id(7)}, "", {}};
    a.write(step, "act", Value("VT11"));
    Record signature{{root, RecordType::photo, id(8)}, "", {}};
    a.write(signature, "role", Value("signature"));
    a.write(signature, "sha256", Value(hash_of("ink")));
    CHECK(addendum(taken, std::vector{one, step, signature}).empty());
}

TEST_CASE("a verification code has 60 bits in 12 characters that can be read aloud", "[rules][feedback]") {
    auto const code = verification_code(id(1), hash_of("feedback"));
    CHECK(code.size() == 12);
    CHECK(code.find_first_of("ILOU") == std::string::npos);
    CHECK(code != verification_code(id(2), hash_of("feedback")));
    CHECK(code != verification_code(id(1), hash_of("feedback 2")));
    CHECK(*parse_code(grouped_code(code)) == code);
    CHECK(grouped_code("0110ABCDEFGH") == "0110-ABCD-EFGH");
    CHECK(*parse_code("zzzz-aaaa-0000") == "ZZZZAAAA0000");
    CHECK(parse_code("zzzz-aaaa-000{").error().code == "bad_code");  // the character behind z
    CHECK(*parse_code("oil0 abcd-efgh") == "0110ABCDEFGH");
    CHECK(parse_code("7F3K-92QD").error().code == "bad_code");
    CHECK(parse_code("7F3K-92QD-0M4U").error().code == "bad_code");
    // Worked out with another program: sha256(b"mingcha.verify.1\0" + bytes(15) + b"\x01" + sha256(b"feedback").digest()).
    CHECK(code == "A4Z7MXFV8MR6");
}

TEST_CASE("a feedback is sound over the hash of its own values and salt, and rounds are counted by sound ones",
          "[rules][feedback]") {
    auto const made = [](std::uint8_t n, std::int64_t round, bool sound) {
        Record out{{root, RecordType::feedback, id(n)}, "", {}};
        Pen pen{{n}};
        Value const values = Value::Map{{"visit", Value::Map{}}};
        Bytes const salt(32, n);
        auto hash = feedback_hash(values, salt);
        if (!sound) hash[0] ^= 1;
        pen.write(out, "round", round), pen.write(out, "values", values), pen.write(out, "salt", salt);
        pen.write(out, "hash", hash);
        return out;
    };
    auto const first = made(1, 1, true), again = made(2, 1, true), second = made(3, 2, true),
               false_one = made(4, 3, false);
    CHECK(is_sound_feedback(first));
    CHECK_FALSE(is_sound_feedback(false_one));
    CHECK_FALSE(is_sound_feedback(Record{{root, RecordType::feedback, id(9)}, "", {}}));
    auto const rounds = [](std::vector<Record const*> const& all) { return feedback_rounds(all); };
    CHECK(rounds({}) == 0);
    CHECK(rounds({&first, &again}) == 1);
    CHECK(rounds({&first, &second, &false_one}) == 2);
}

}  // namespace feedback_test
