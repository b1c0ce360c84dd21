#include "shared/merge/record.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace mingcha;
using namespace mingcha::test;
using Numbers = std::vector<std::uint16_t>;

namespace {
constexpr std::uint16_t verdict = 1, comment = 2, members = 5, caption = 9, unit = 1, unknown = unknown_field_from + 6;

Record record_of(RecordType type, std::vector<std::pair<std::uint16_t, FieldState>> const& fields) {
    Record out;
    out.name.type = type;
    for (auto const& [number, state] : fields) out.at(number) = state;
    return out;
}
Record answer_of(std::vector<std::pair<std::uint16_t, FieldState>> const& fields) {
    return record_of(RecordType::answer, fields);
}

FieldState withdrawal(std::uint64_t replica, std::uint64_t counter, VersionVector const& seen) {
    auto one = sibling(replica, counter, "");
    one.value = value_bytes(withdrawal_value("entered twice", seen));
    return field_of({one});
}
}  // namespace

TEST_CASE("a delta of a record may leave fields out; those it has join field by field", "[merge]") {
    auto const mine = answer_of({{verdict, field_of({sibling(1, 1, "A")})}});
    auto const theirs =
        answer_of({{comment, field_of({sibling(2, 1, "dusty")})}, {unknown, field_of({sibling(2, 2, "?")})}});
    auto const both = join(mine, theirs);
    CHECK(both == join(theirs, mine));
    CHECK(both.fields.size() == 3);
    CHECK(*both.find(verdict) == *mine.find(verdict));
    CHECK(*both.find(unknown) == *theirs.find(unknown));
    CHECK(both.value("comment") == Value("dusty"));
    CHECK(both.value("gap").is_null());
    CHECK(both.find("no such field") == nullptr);
}

TEST_CASE("a field that a record lacks, or of a type that nobody knows, is not found", "[merge]") {
    CHECK(Record{}.find(verdict) == nullptr);
    CHECK(answer_of({{comment, {}}}).find(verdict) == nullptr);
    CHECK(record_of(static_cast<RecordType>(9999), {{verdict, {}}}).find("verdict") == nullptr);
}

TEST_CASE("bytes that are no value read as null", "[merge]") {
    auto broken = sibling(1, 1, "");
    broken.value = "\xFF";
    CHECK(answer_of({{comment, field_of({broken})}}).value("comment").is_null());
}

TEST_CASE("fields stay sorted whatever the order in which they come", "[merge]") {
    auto const up = answer_of({{verdict, {}}, {comment, {}}, {unknown, {}}});
    CHECK(up == answer_of({{unknown, {}}, {verdict, {}}, {comment, {}}}));
}

TEST_CASE("every different value of a field is listed once, the one shown first at the front", "[merge]") {
    auto const record = answer_of({{comment, field_of({sibling(1, 1, "old", 10), sibling(2, 1, "new", 30),
                                                       sibling(3, 1, "old", 20), sibling(4, 1, "new", 5)})}});
    auto const versions = record.versions("comment");
    REQUIRE(versions.size() == 2);
    CHECK(versions[0]->dot == dot(2, 1));
    CHECK(versions[1]->dot == dot(1, 1));
    CHECK(record.versions("verdict").empty());
}

TEST_CASE("registers that somebody must settle are in conflict; quiet ones and sets are not", "[merge]") {
    auto const two = field_of({sibling(1, 1, "a"), sibling(2, 1, "b")});
    CHECK(conflicts(answer_of({{verdict, two}, {unknown, two}})) == Numbers{verdict, unknown});
    CHECK(conflicts(record_of(RecordType::visit, {{unit, two}})) == Numbers{unit});  // written once, yet twice
    CHECK(conflicts(record_of(RecordType::photo, {{caption, two}})).empty());
    CHECK(conflicts(record_of(RecordType::visit, {{members, two}})).empty());
    CHECK(conflicts(record_of(static_cast<RecordType>(9999), {{verdict, two}})) == Numbers{verdict});
    CHECK(conflicts(answer_of({{verdict, field_of({sibling(1, 1, "a"), sibling(2, 1, "a")})}})).empty());
}

TEST_CASE("what a withdrawal has seen survives its encoding", "[merge]") {
    auto const seen = vector_of({{1, 4}, {0xFFFF'FFFF'FFFF'FFFF, 2}, {0x8000'0000'0000'0000, 7}});
    CHECK(withdrawal_seen(withdrawal_value("why", seen)) == seen);
    CHECK(withdrawal_value("why", seen)["reason"] == Value("why"));
    CHECK(withdrawal_seen(Value("not a withdrawal")).empty());
    Value::List const entries{Value::List{}, Value::List{1}, Value::List{2, 3, 4}, 5, Value::List{6, 7}};
    CHECK(withdrawal_seen(Value::Map{{"seen", entries}}) == vector_of({{6, 7}}));
}

TEST_CASE("what a withdrawal has seen is the whole record but the withdrawals themselves", "[merge]") {
    auto const record = answer_of({{verdict, field_of({sibling(1, 3, "A")})},
                                   {comment, field_of({sibling(2, 1, "c")}, vector_of({{1, 1}}))},
                                   {withdrawn_field, withdrawal(5, 9, {})}});
    CHECK(record_vector(record) == vector_of({{1, 3}, {2, 1}}));
}

TEST_CASE("a record is withdrawn iff the withdrawer had seen all of it", "[merge]") {
    auto record = answer_of({{verdict, field_of({sibling(1, 1, "A")})}});
    CHECK_FALSE(is_withdrawn(record));
    record.at(withdrawn_field) = withdrawal(2, 1, record_vector(record));
    CHECK(is_withdrawn(record));
    record.at(comment) = field_of({sibling(3, 1, "unseen")});
    CHECK_FALSE(is_withdrawn(record));
}

TEST_CASE("a withdrawal that was taken back, or is no withdrawal at all, withdraws nothing", "[merge]") {
    auto record = answer_of({{verdict, field_of({sibling(1, 1, "A")})}});
    auto back = sibling(2, 2, "");
    back.value = value_bytes(Value{});
    record.at(withdrawn_field) = field_of({back}, vector_of({{2, 1}}));
    CHECK_FALSE(is_withdrawn(record));
    Record empty;
    empty.at(withdrawn_field) = record.at(withdrawn_field);
    CHECK_FALSE(is_withdrawn(empty));  // though there is nothing that it had not seen
    record.at(withdrawn_field) = field_of({sibling(2, 3, "gone")});
    CHECK_FALSE(is_withdrawn(record));
    auto broken = sibling(2, 4, "");
    broken.value = "\xFF";
    record.at(withdrawn_field) = field_of({broken});
    CHECK_FALSE(is_withdrawn(record));
}
