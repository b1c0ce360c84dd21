#include "shared/merge/record_codec.hpp"

#include <catch2/catch.hpp>

#include "tests/support/gossip.hpp"
#include "tests/support/seed.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
Record random_record(SeededRandom& random) {
    Record out;
    random.fill(out.name.id.bytes);
    random.fill(out.name.root.id.bytes);
    out.name.root.kind = static_cast<RootKind>(1 + random.below(5));
    out.name.type = static_cast<RecordType>(1 + random.below(300));
    if (random.below(2) == 0) out.key = "项目" + std::to_string(random.below(50));
    for (std::uint64_t left = random.below(5); left > 0; --left) {
        Gossip gossip(random, 1 + random.below(4));
        gossip.run(random.below(12));
        out.at(static_cast<std::uint16_t>(1 + random.below(200))) = gossip.any();
    }
    return out;
}

/// Some values only named, some writes superseded, as the delta of a long day may have.
Delta random_delta(SeededRandom& random) {
    Delta out{random_record(random), {}};
    for (auto& [number, field] : out.record.fields)
        for (auto& each : field.siblings) {
            if (random.below(3) == 0)
                each = name_of(each.dot);
            else if (random.below(3) == 0)
                out.superseded.push_back({number, each});
        }
    return out;
}

/// Small, with everything that the layout can hold.
Delta full_delta() {
    Delta out;
    out.record.name.type = RecordType::answer;
    out.record.key = "A1";
    auto first = sibling(1, 300, "x", -5);
    first.stamp.effective_ms = 7;
    first.stamp.device.boot = 0xF000'0001;
    first.author.bytes[3] = 9;
    auto named = name_of(dot(7, 2));
    out.record.at(1) = field_of({first, named, sibling(9, 1, "y")}, vector_of({{1, 301}, {5, 4}}));
    out.record.at(70) = field_of({}, vector_of({{2, 2}}));
    out.superseded.push_back({1, sibling(1, 299, "z")});
    return out;
}

template <typename T, typename Encode, typename Decode>
void check_every_cut_and_flip(T const& original, Encode encode, Decode decode) {
    Bytes const bytes = encode(original);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) {
        CAPTURE(cut);
        CHECK_FALSE(decode(ByteView(bytes).first(cut)));
    }
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        Bytes flipped = bytes;
        flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ 1u << bit % 8);
        auto const other = decode(ByteView(flipped));
        if (!other) continue;
        CAPTURE(bit);
        CHECK_FALSE(*other == original);
        CHECK(encode(*other) == flipped);  // one state, one encoding: nothing decodes that encode would not write
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(decode(ByteView(longer)));
}

ReplicaId const replica{0x0102030405060708};

/// A record with one field, written by hand: `body` follows the tables.
Bytes raw_record(std::vector<std::uint64_t> const& replicas, std::vector<std::uint64_t> const& boots,
                 Bytes const& fields, std::size_t authors = 1) {
    ByteWriter out;
    out.u8(1);
    out.u8(static_cast<std::uint8_t>(RootKind::visit));
    out.raw(Uuid{}.view());
    out.varint(17);
    out.raw(Uuid{}.view());
    out.text("");
    out.varint(replicas.size());
    for (auto const each : replicas) out.u64_be(each);
    out.varint(authors);
    for (std::size_t i = 0; i < authors; ++i) out.raw(Uuid{}.view());
    out.varint(boots.size());
    for (auto const each : boots) out.varint(each);
    out.raw(fields);
    return out.take();
}

/// One field with one sibling (replica 0, `counter`), and the vector entries given as (index, counter).
Bytes raw_field(std::uint64_t counter, std::vector<std::pair<std::uint64_t, std::uint64_t>> const& extras,
                bool zero_effective = false, std::string_view value = "v") {
    ByteWriter out;
    out.varint(1);  // fields
    out.varint(1);  // number
    out.varint(1);  // siblings
    out.u8(zero_effective ? 3 : 1);
    out.varint(0);
    out.varint(counter);
    if (zero_effective) out.svarint(0);
    out.varint(0);
    out.svarint(1);
    out.svarint(1);
    out.varint(0);
    out.text(value);
    out.varint(extras.size());
    for (auto const& [index, upto] : extras) out.varint(index), out.varint(upto);
    return out.take();
}
}  // namespace

TEST_CASE("what was encoded is what is decoded: records and deltas", "[merge][law]") {
    SeededRandom random(seed());
    for (int i = 0; i < 3'000; ++i) {
        CAPTURE(i);
        Delta const delta = random_delta(random);
        Bytes const bytes = encode_delta(delta);
        auto const back = decode_delta(bytes);
        REQUIRE(back);
        REQUIRE(*back == delta);
        auto const record = decode_record(encode_record(delta.record));
        REQUIRE(record);
        REQUIRE(*record == delta.record);
    }
}

TEST_CASE("a replica whose number is zero is packed like any other", "[merge]") {
    Record record;
    record.at(1) = field_of({sibling(0, 1, "x")}, vector_of({{0, 4}}));
    auto const back = decode_record(encode_record(record));
    REQUIRE(back);
    CHECK(*back == record);
}

TEST_CASE("no cut and no flipped bit of a packed record crashes or passes for the same record", "[merge][law]") {
    SeededRandom random(seed());
    check_every_cut_and_flip(full_delta(), encode_delta, decode_delta);
    check_every_cut_and_flip(full_delta().record, encode_record, decode_record);
    for (int i = 0; i < 60; ++i) {
        CAPTURE(i);
        Delta const delta = random_delta(random);
        check_every_cut_and_flip(delta, encode_delta, decode_delta);
        check_every_cut_and_flip(delta.record, encode_record, decode_record);
    }
}

TEST_CASE("random bytes never decode to something that encodes otherwise", "[merge]") {
    SeededRandom random(seed());
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes = encode_delta(random_delta(random));
        for (std::uint64_t left = 1 + random.below(4); left > 0; --left)
            bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
        if (auto const record = decode_record(bytes)) REQUIRE(encode_record(*record) == bytes);
        if (auto const delta = decode_delta(bytes)) REQUIRE(encode_delta(*delta) == bytes);
    }
}

TEST_CASE("the same state encodes to the same bytes whatever the order in which it was built", "[merge][law]") {
    SeededRandom random(seed());
    for (int i = 0; i < 500; ++i) {
        CAPTURE(i);
        std::vector<Record> parts;
        Gossip first(random, 3), second(random, 3);
        for (int step = 0; step < 12; ++step) {
            first.step(), second.step();
            Record part;
            part.name.type = RecordType::answer;
            if (random.below(2) == 0) part.at(2) = second.past().back();
            part.at(1) = first.past().back();
            parts.push_back(part);
        }
        Record forwards = parts.front(), shuffled = parts.back();
        for (auto const& part : parts) forwards = join(forwards, part);
        for (std::size_t left = parts.size(); left > 0; --left) {
            std::swap(parts[left - 1], parts[random.below(left)]);
            shuffled = join(parts[left - 1], shuffled);
        }
        REQUIRE(encode_record(forwards) == encode_record(shuffled));
    }
}

TEST_CASE("bytes that encode would not have written are refused", "[merge]") {
    std::uint64_t const low = replica.value, high = low + 1;
    CHECK(decode_record(raw_record({low}, {5}, raw_field(3, {}))));
    CHECK(decode_record(raw_record({low, high}, {5}, raw_field(3, {{0, 4}, {1, 1}}))));
    SECTION("a list that is not sorted, repeats an item or has one that nothing uses") {
        CHECK_FALSE(decode_record(raw_record({high, low}, {5}, raw_field(3, {{1, 4}}))));
        CHECK_FALSE(decode_record(raw_record({low, low}, {5}, raw_field(3, {{1, 4}}))));
        CHECK_FALSE(decode_record(raw_record({low, high}, {5}, raw_field(3, {}))));
        CHECK_FALSE(decode_record(raw_record({low}, {5, 6}, raw_field(3, {}))));
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(3, {}), 2)));
    }
    SECTION("a boot number that does not fit") {
        CHECK_FALSE(decode_record(raw_record({low}, {5 + (std::uint64_t{1} << 32)}, raw_field(3, {}))));
    }
    SECTION("vector entries that the siblings say already, that repeat, go back or are zero") {
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(3, {{0, 3}}))));
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(3, {{0, 2}}))));
        CHECK_FALSE(decode_record(raw_record({low, high}, {5}, raw_field(3, {{1, 2}, {1, 3}}))));
        CHECK_FALSE(decode_record(raw_record({low, high}, {5}, raw_field(3, {{1, 1}, {0, 4}}))));
        CHECK_FALSE(decode_record(raw_record({low, high}, {5}, raw_field(3, {{1, 0}}))));
    }
    SECTION("a dot that no counter can have given out") {
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(0, {}))));
    }
    SECTION("a value of no bytes") {
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(3, {}, false, ""))));
    }
    SECTION("an effective time that was not added") {
        CHECK_FALSE(decode_record(raw_record({low}, {5}, raw_field(3, {}, true))));
    }
}

TEST_CASE("a record out of order is refused: fields, siblings, and the type that is none", "[merge]") {
    auto const one = sibling(1, 1, "x"), two = sibling(1, 2, "y");
    auto const with_siblings = [](std::vector<Sibling> siblings) {
        Record out;
        out.at(1) = {std::move(siblings), vector_of({{1, 2}})};
        return encode_record(out);
    };
    CHECK(decode_record(with_siblings({one, two})));
    CHECK_FALSE(decode_record(with_siblings({two, one})));
    CHECK_FALSE(decode_record(with_siblings({two, two})));
    auto const with_fields = [&](std::uint16_t first, std::uint16_t second) {
        Record out;
        out.fields = {{first, field_of({one})}, {second, field_of({two})}};
        return encode_record(out);
    };
    CHECK(decode_record(with_fields(1, 2)));
    CHECK_FALSE(decode_record(with_fields(2, 1)));
    CHECK_FALSE(decode_record(with_fields(2, 2)));
    Record typeless;
    typeless.name.type = RecordType{};
    CHECK_FALSE(decode_record(encode_record(typeless)));
}
