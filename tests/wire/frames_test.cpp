#include "shared/wire/frames.hpp"

#include <catch2/catch.hpp>

#include "shared/base/cbor.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/limits.hpp"
#include "tests/wire/samples.hpp"

using namespace mingcha;

namespace frames_test {
namespace {
constexpr std::uint64_t seed = 20261123;

template <typename Each>
void for_frames(int each, Each body) {
    SeededRandom random(seed);
    for (std::uint64_t type = 1; type <= samples::frame_types; ++type)
        for (int i = 0; i < each; ++i) {
            INFO("seed " << seed << ", type " << type << ", frame " << i);
            body(samples::frame(random, type), random);
        }
}

Bytes frame_head(std::size_t items, std::int64_t type) {
    CborWriter out;
    out.array(items);
    out.integer(type);
    return out.take();
}
}  // namespace

TEST_CASE("every frame decodes to itself", "[wire][law]") {
    for_frames(150, [](Frame const& frame, SeededRandom&) {
        auto const read = decode_frame(encode_frame(frame));
        REQUIRE(read);
        REQUIRE(*read == frame);
    });
}

TEST_CASE("every cut of a frame and everything after its end is refused", "[wire][law]") {
    for_frames(8, [](Frame const& frame, SeededRandom&) {
        auto bytes = encode_frame(frame);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) REQUIRE_FALSE(decode_frame(ByteView(bytes).first(cut)));
        bytes.push_back(0xF6);
        REQUIRE(decode_frame(bytes).error().code == "bad_frame");
    });
}

TEST_CASE("a flipped frame is refused, or is another frame that is read whole and stays itself", "[wire][law]") {
    for_frames(400, [](Frame const& frame, SeededRandom& random) {
        auto const bytes = encode_frame(frame);
        auto flipped = bytes;
        flipped[static_cast<std::size_t>(random.below(bytes.size()))] ^=
            static_cast<std::uint8_t>(1u << random.below(8));
        auto const read = decode_frame(flipped);
        if (!read) return;
        auto const again = decode_frame(encode_frame(*read));
        REQUIRE(again);
        REQUIRE(*again == *read);
        // Outside of packed columns one frame has one encoding.
        bool const has_columns = std::holds_alternative<Page>(*read) || std::holds_alternative<LostActs>(*read);
        if (!has_columns) REQUIRE(encode_frame(*read) == flipped);
        if (!has_columns) REQUIRE_FALSE(*read == frame);
    });
}

TEST_CASE("random bytes are never a frame that crashes", "[wire]") {
    SeededRandom random(seed);
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes(static_cast<std::size_t>(1 + random.below(200)));
        random.fill(bytes);
        bytes[0] = static_cast<std::uint8_t>(0x80 + random.below(16));
        bytes[bytes.size() > 1 ? 1 : 0] = static_cast<std::uint8_t>(random.below(16));
        auto const read = decode_frame(bytes);
        if (read) REQUIRE(decode_frame(encode_frame(*read)));
    }
}

TEST_CASE("a frame that says another number of fields than it has is refused", "[wire]") {
    for_frames(3, [](Frame const& frame, SeededRandom&) {
        auto bytes = encode_frame(frame);
        for (int off : {-1, 1}) {
            auto lie = bytes;
            lie[0] = static_cast<std::uint8_t>(lie[0] + off);
            REQUIRE(decode_frame(lie).error().code == "bad_frame");
        }
    });
}

TEST_CASE("an unknown frame type says so", "[wire]") {
    CHECK(decode_frame(frame_head(1, 14)).error().code == "unknown_frame");
    CHECK(decode_frame(frame_head(1, 0)).error().code == "unknown_frame");
    CHECK(decode_frame(frame_head(1, INT64_MAX)).error().code == "unknown_frame");
    CHECK(decode_frame(frame_head(1, -1)).error().code == "bad_frame");
    CHECK(decode_frame({}).error().code == "bad_frame");
    CHECK(decode_frame(Bytes{0x80}).error().code == "bad_frame");
}

TEST_CASE("a Hello of another protocol version is read, so that it can be told so", "[wire]") {
    SeededRandom random(seed);
    auto hello = std::get<Hello>(samples::frame(random, 1));
    hello.protocol = 2;
    CHECK(std::get<Hello>(*decode_frame(encode_frame(hello))).protocol == 2);
}

TEST_CASE("a frame beyond the limit is too large, whatever it holds", "[wire]") {
    Push push;
    push.batch.body = Bytes(limits::frame_bytes_max);
    CHECK(decode_frame(encode_frame(push)).error().code == "too_large");
    push.batch.body.resize(limits::frame_bytes_max - 400);
    CHECK(decode_frame(encode_frame(push)));
}

TEST_CASE("a page may not hold more rows than the limit", "[wire]") {
    SeededRandom random(seed);
    Page page;
    auto const row = samples::delta(random).record;
    for (std::uint64_t i = 0; i < limits::page_rows_max; ++i) page.rows.push_back({i, row});
    CHECK(decode_frame(encode_frame(page)));
    page.rows.push_back({999, row});
    CHECK(decode_frame(encode_frame(page)).error().code == "too_large");
}

TEST_CASE("lists in frames are bounded", "[wire]") {
    SeededRandom random(seed);
    auto hello = std::get<Hello>(samples::frame(random, 1));
    hello.roots.assign(limits::hello_entries_max, RootCursor{{RootKind::visit, Uuid{{1}}}, 1});
    CHECK(decode_frame(encode_frame(hello)));
    hello.roots.push_back(hello.roots[0]);
    CHECK(decode_frame(encode_frame(hello)).error().code == "bad_frame");
    // An array that says 2^32 entries and holds none: nothing is allocated for a lie.
    Bytes lie = frame_head(3, 6);
    for (int const byte : {0x01, 0x9A, 0xFF, 0xFF, 0xFF, 0xFF}) lie.push_back(static_cast<std::uint8_t>(byte));
    CHECK(decode_frame(lie).error().code == "bad_frame");
}

TEST_CASE("a bomb in a page or a batch is too large", "[wire]") {
    ByteWriter columns;
    columns.u8(1), columns.varint(0), columns.blob(pack(Bytes(limits::unpacked_bytes_max + 1)));
    for (int part = 0; part < 5; ++part) columns.varint(0);
    Bytes body(32);
    body.insert(body.end(), columns.bytes().begin(), columns.bytes().end());
    CHECK(decode_body(body).error().code == "too_large");

    CborWriter frame;
    frame.array(2), frame.integer(11), frame.bytes(columns.bytes());
    CHECK(decode_frame(frame.take()).error().code == "too_large");
}

TEST_CASE("lost acts and rows carry no superseded writes", "[wire]") {
    SeededRandom random(seed);
    auto delta = samples::delta(random);
    delta.superseded = {{1, {{{1}, 1}, {}, {}, "x"}}};
    CborWriter frame;
    frame.array(2), frame.integer(11), frame.bytes(encode_columns({&delta, 1}));
    CHECK(decode_frame(frame.take()).error().code == "bad_frame");
}

TEST_CASE("a batch body decodes to itself, and its cuts to nothing", "[wire][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 40; ++i) {
        BatchBody body;
        random.fill(body.seed);
        body.deltas = samples::deltas(random, 5);
        auto const bytes = encode_body(body);
        auto const read = decode_body(bytes);
        REQUIRE(read);
        REQUIRE(*read == body);
        for (std::size_t cut = 0; cut < bytes.size(); ++cut) REQUIRE_FALSE(decode_body(ByteView(bytes).first(cut)));
    }
}

TEST_CASE("a batch body of more deltas than the limit is too large", "[wire]") {
    BatchBody body;
    SeededRandom random(seed);
    body.deltas.assign(limits::batch_deltas_max, Delta{samples::delta(random)});
    CHECK(decode_body(encode_body(body)));
    body.deltas.push_back(body.deltas[0]);
    CHECK(decode_body(encode_body(body)).error().code == "too_large");
}

}  // namespace frames_test
