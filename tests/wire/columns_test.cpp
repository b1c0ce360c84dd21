#include "shared/wire/columns.hpp"

#include <catch2/catch.hpp>

#include "shared/wire/column_layout.hpp"
#include "shared/wire/limits.hpp"
#include "tests/wire/samples.hpp"

using namespace mingcha;

namespace columns_test {
namespace {
constexpr std::uint64_t seed = 20261123;

Record record_with(std::string value) {
    Record record;
    record.name = {{RootKind::visit, Uuid{{1}}}, RecordType::answer, Uuid{{2}}};
    record.fields.push_back({2, write({}, {}, {{{7}, 1}, {}, Uuid{{3}}, std::move(value)})});
    return record;
}

/// A frame of one shape, written by hand: `shape_bytes` for every one of `count` records, then the numbers part as
/// given.
Bytes hand_made(std::uint64_t count, std::span<ByteWriter const> columns, ByteView times, ByteView texts,
                ByteView random) {
    ByteWriter numbers;
    for (auto const& column : columns) numbers.blob(column.bytes());
    ByteWriter out;
    out.u8(columns::layout);
    out.varint(count);
    for (ByteView const part : {ByteView(numbers.bytes()), times, texts, ByteView{}, ByteView{}, random}) {
        if (part.empty())
            out.varint(0);
        else
            out.blob(pack(part));
    }
    return out.take();
}
}  // namespace

TEST_CASE("deltas come back from columns as they were", "[wire][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 1500; ++i) {
        auto const before = samples::deltas(random, 40);
        auto const after = decode_columns(encode_columns(before), before.size());
        REQUIRE(after);
        REQUIRE(*after == before);
    }
}

TEST_CASE("the same deltas make the same columns", "[wire]") {
    SeededRandom one(seed);
    SeededRandom other(seed);
    for (int i = 0; i < 50; ++i)
        REQUIRE(encode_columns(samples::deltas(one, 40)) == encode_columns(samples::deltas(other, 40)));
}

TEST_CASE("every cut of columns is refused as a whole", "[wire][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 60; ++i) {
        auto const before = samples::deltas(random, 6);
        auto const bytes = encode_columns(before);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut)
            REQUIRE_FALSE(decode_columns(ByteView(bytes).first(cut), 6));
    }
}

TEST_CASE("flipped columns are refused or are other deltas, whole and stable", "[wire][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 4000; ++i) {
        auto const before = samples::deltas(random, 6);
        auto bytes = encode_columns(before);
        for (auto left = 1 + random.below(3); left > 0; --left)
            bytes[static_cast<std::size_t>(random.below(bytes.size()))] ^=
                static_cast<std::uint8_t>(1u << random.below(8));
        auto const read = decode_columns(bytes, 6);
        if (!read) continue;
        auto const again = decode_columns(encode_columns(*read), 6);
        REQUIRE(again);
        REQUIRE(*again == *read);
    }
}

TEST_CASE("more records than allowed are too large, before any is read", "[wire]") {
    std::vector<Delta> const two(2, Delta{record_with("a"), {}});
    auto const bytes = encode_columns(two);
    CHECK(decode_columns(bytes, 2));
    CHECK(decode_columns(bytes, 1).error().code == "too_large");
    ByteWriter lie;
    lie.u8(columns::layout);
    lie.varint(UINT64_MAX);
    CHECK(decode_columns(lie.bytes(), SIZE_MAX).error().code != "");
    CHECK(decode_columns(lie.bytes(), 1024).error().code == "too_large");
}

TEST_CASE("another layout is refused", "[wire]") {
    auto bytes = encode_columns({});
    CHECK(decode_columns(bytes, 0));
    bytes[0] = columns::layout + 1;
    CHECK(decode_columns(bytes, 0).error().code == "bad_columns");
}

TEST_CASE("parts that together unfold beyond the limit are refused before they unfold", "[wire]") {
    // Each part alone is within the limit.
    Bytes const zeros(limits::unpacked_bytes_max - 100);
    auto const bomb = hand_made(0, {}, zeros, zeros, {});
    CHECK(bomb.size() < 10'000);
    CHECK(decode_columns(bomb, 0).error().code == "too_large");
}

TEST_CASE("a shape of few bytes cannot unfold into more writes than a frame may hold", "[wire]") {
    // 72 fields of 128 named siblings each, in every one of 1,024 records: 2 bytes a write on the wire, 100 in memory.
    ByteWriter shape;
    shape.varint(17), shape.u8(columns::own_id), shape.varint(limits::record_fields_max);
    for (std::uint64_t field = 0; field < limits::record_fields_max; ++field) {
        shape.varint(field), shape.varint(limits::field_siblings_max);
        for (std::size_t i = 0; i < limits::field_siblings_max; ++i) shape.u8(0);
        shape.varint(0);
    }
    shape.varint(0);  // no superseded writes
    std::array<ByteWriter, columns::column_count> columns;
    std::uint64_t const records = limits::batch_deltas_max;
    for (std::uint64_t i = 0; i < records; ++i) columns[columns::shapes].varint(0);
    ByteWriter first;
    first.varint(0), first.blob(shape.bytes()), first.raw(ByteView(columns[columns::shapes].bytes()).subspan(1));
    columns[columns::shapes] = first;
    std::size_t const writes =
        static_cast<std::size_t>(records) * limits::record_fields_max * limits::field_siblings_max / 2;
    columns[columns::replicas].raw(Bytes(writes / 2));
    columns[columns::counters].raw(Bytes(writes / 2));
    // All in one root, all with its id, so that nothing but the number of writes is wrong.
    columns[columns::roots].varint(columns::root_new), columns[columns::roots].u8(4);
    columns[columns::roots].raw(Bytes(static_cast<std::size_t>(records - 1)));
    columns[columns::ids].varint(columns::id_new);
    for (std::uint64_t i = 0; i < records; ++i) columns[columns::ids].varint(columns::id_first);
    auto const bytes = hand_made(records, columns, {}, {}, Bytes(24));
    CHECK(decode_columns(bytes, records).error().code == "too_large");
}

TEST_CASE("a field with more siblings, a record with more fields or a longer key than allowed is refused", "[wire]") {
    Delta many{record_with("a"), {}};
    auto& field = many.record.fields[0].second;
    for (std::uint64_t i = 2; i <= limits::field_siblings_max; ++i)
        field = add_element(field, {{{7}, i}, {}, Uuid{{3}}, "b"});
    CHECK(decode_columns(encode_columns({&many, 1}), 1));
    field = add_element(field, {{{7}, 999}, {}, Uuid{{3}}, "b"});
    CHECK(decode_columns(encode_columns({&many, 1}), 1).error().code == "bad_columns");

    Delta wide{record_with("a"), {}};
    while (wide.record.fields.size() < limits::record_fields_max)
        wide.record.fields.emplace_back(wide.record.fields.back().first + 1, FieldState{});
    CHECK(decode_columns(encode_columns({&wide, 1}), 1));
    wide.record.fields.emplace_back(wide.record.fields.back().first + 1, FieldState{});
    CHECK(decode_columns(encode_columns({&wide, 1}), 1).error().code == "bad_columns");

    Delta keyed{record_with("a"), {}};
    keyed.record.key = std::string(limits::key_bytes_max, 'k');
    CHECK(decode_columns(encode_columns({&keyed, 1}), 1));
    keyed.record.key += 'k';
    CHECK(decode_columns(encode_columns({&keyed, 1}), 1).error().code == "bad_columns");
}

TEST_CASE("a vector of many replicas costs no more than its length to read", "[wire]") {
    Delta old{record_with("a"), {}};
    SeededRandom random(seed);
    for (int i = 0; i < 20'000; ++i) old.record.fields[0].second.vector.raise({random.u64()}, 1 + random.below(100));
    auto const read = decode_columns(encode_columns({&old, 1}), 1);
    REQUIRE(read);
    CHECK(read->front() == old);
}

TEST_CASE("a write under counter 0 is nobody's and is refused", "[wire]") {
    Delta zero{record_with("a"), {}};
    zero.record.fields[0].second.siblings[0].dot.counter = 0;
    zero.record.fields[0].second.vector = {};
    CHECK(decode_columns(encode_columns({&zero, 1}), 1).error().code == "bad_columns");
}

}  // namespace columns_test
