#include "shared/evidence/receipt.hpp"

#include <catch2/catch.hpp>

#include "shared/evidence/batch.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "shared/wire/frames.hpp"

using namespace mingcha;

namespace {
constexpr std::uint64_t seed = 20261123;

Receipt some_receipt(SeededRandom& random) {
    Receipt out;
    random.fill(out.log_id.bytes), random.fill(out.device.bytes), random.fill(out.batch), random.fill(out.verdicts);
    random.fill(out.tree_root);
    out.server_epoch = random.u64(), out.index = random.below(1'000'000), out.device_epoch = random.below(10),
    out.n = random.below(5000);
    out.server_ms = 1'760'000'000'000 + static_cast<std::int64_t>(random.below(1'000'000)),
    out.tree_size = out.index + 1;
    return out;
}

BlobReceipt some_blob_receipt(SeededRandom& random) {
    BlobReceipt out;
    random.fill(out.log_id.bytes), random.fill(out.sha256), random.fill(out.tree_root);
    out.server_epoch = random.u64(), out.index = random.below(1'000'000), out.size = random.below(24'000'000);
    out.server_ms = 1'760'000'000'000 + static_cast<std::int64_t>(random.below(1'000'000));
    out.tree_size = out.index + 1 + random.below(9);
    return out;
}

DeltaVerdict some_verdict(SeededRandom& random, std::uint64_t& seq) {
    switch (random.below(6)) {
        case 0:
            return {Standing::waiting, 0, "parent"};
        case 1:
            return {Standing::held, 0, random.below(2) == 0 ? "no_grant" : "revoked"};
        case 2:
            return {Standing::malformed, 0, "unknown_field"};
        case 3:
            return {Standing::joined, seq = random.u64(), {}};
        default:
            return {Standing::joined, ++seq, {}};
    }
}
}  // namespace

TEST_CASE("a receipt verifies as it was signed and after no change of any bit", "[evidence][law]") {
    SeededRandom random(seed);
    auto const key = SigningKey::generate(random);
    auto receipt = some_receipt(random);
    receipt.signature = key.sign(Label::receipt, receipt.body());
    auto const bytes = receipt.encode();
    REQUIRE(verify_receipt(*Receipt::decode(bytes), key.public_key()));
    REQUIRE(Receipt::decode(bytes)->hash() == receipt.hash());
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto flipped = bytes;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        auto const read = Receipt::decode(flipped);
        REQUIRE_FALSE((read && verify_receipt(*read, key.public_key())));
    }
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) REQUIRE_FALSE(Receipt::decode(ByteView(bytes).first(cut)));
    auto longer = bytes;
    longer.push_back(0);
    REQUIRE(Receipt::decode(longer).error().code == "bad_receipt");
    REQUIRE(receipt.hash() == sha256(bytes));
}

TEST_CASE("receipts decode to themselves, with extreme numbers too", "[evidence][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 500; ++i) {
        auto receipt = some_receipt(random);
        if (i % 5 == 0) receipt.server_ms = INT64_MIN, receipt.tree_size = UINT64_MAX, receipt.server_epoch = 0;
        REQUIRE(*Receipt::decode(receipt.encode()) == receipt);
    }
}

TEST_CASE("a photo's receipt is for these bytes of this server, and after no change of any bit", "[evidence][law]") {
    SeededRandom random(seed);
    auto const key = SigningKey::generate(random);
    auto receipt = some_blob_receipt(random);
    receipt.signature = key.sign(Label::blob, receipt.body());
    auto const bytes = receipt.encode();
    REQUIRE(*BlobReceipt::decode(bytes) == receipt);
    REQUIRE(is_receipt_for(bytes, receipt.sha256, receipt.size, key.public_key()));
    REQUIRE_FALSE(is_receipt_for(bytes, sha256(view("another photo")), receipt.size, key.public_key()));
    REQUIRE_FALSE(is_receipt_for(bytes, receipt.sha256, receipt.size + 1, key.public_key()));
    REQUIRE_FALSE(is_receipt_for(bytes, receipt.sha256, receipt.size, SigningKey::generate(random).public_key()));
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
        auto flipped = bytes;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        auto const read = BlobReceipt::decode(flipped);
        REQUIRE_FALSE((read && verify_blob_receipt(*read, key.public_key())));
    }
    for (std::size_t cut = 0; cut < bytes.size(); ++cut) REQUIRE_FALSE(BlobReceipt::decode(ByteView(bytes).first(cut)));
    auto longer = bytes;
    longer.push_back(0);
    REQUIRE(BlobReceipt::decode(longer).error().code == "bad_receipt");
    REQUIRE_FALSE(is_receipt_for(longer, receipt.sha256, receipt.size, key.public_key()));
}

TEST_CASE("every message under every label fails but under its own", "[evidence][law]") {
    SeededRandom random(seed);
    auto const key = SigningKey::generate(random);
    BatchHeader header;
    random.fill(header.root);
    header.count = 1;
    auto const receipt = some_receipt(random);
    Bytes const nonce(32, 5);
    struct Message {
        Label label;
        Bytes body;
    };
    std::vector<Message> const messages{
        {Label::hello, hello_body(nonce, key.public_key(), Uuid{{1}}, 2)},
        {Label::hello, reenrol_body(Uuid{{1}}, 3, key.public_key())},
        {Label::batch, header.encode()},
        {Label::receipt, receipt.body()},
        {Label::head, Bytes(receipt.tree_root.begin(), receipt.tree_root.end())},
        {Label::feedback, Bytes(receipt.verdicts.begin(), receipt.verdicts.end())},
        {Label::identity, Bytes(91, 1)},
        {Label::blob, some_blob_receipt(random).body()},
    };
    Label const labels[] = {Label::hello,    Label::batch,    Label::receipt, Label::head,
                            Label::feedback, Label::identity, Label::blob};
    for (auto const& message : messages) {
        auto const signature = key.sign(message.label, message.body);
        for (auto const label : labels)
            for (auto const& read : messages) {
                bool const own = label == message.label && read.body == message.body;
                REQUIRE(verify(key.public_key(), label, read.body, signature) == own);
            }
        // A longer or shorter body is another message: the length is signed before it.
        auto longer = message.body;
        longer.push_back(0);
        REQUIRE_FALSE(verify(key.public_key(), message.label, longer, signature));
    }
}

TEST_CASE("verdicts decode to themselves, whatever their runs", "[evidence][law]") {
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 2000; ++i) {
        std::uint64_t seq = random.below(1000);
        std::vector<DeltaVerdict> verdicts;
        for (auto left = random.below(60); left > 0; --left) verdicts.push_back(some_verdict(random, seq));
        auto const bytes = encode_verdicts(verdicts);
        auto const read = decode_verdicts(bytes, verdicts.size());
        REQUIRE(read);
        REQUIRE(*read == verdicts);
        if (!verdicts.empty()) REQUIRE_FALSE(decode_verdicts(bytes, verdicts.size() - 1));
    }
}

TEST_CASE("held and malformed under one code stay apart, and many of one kind cost a few bytes", "[evidence]") {
    std::vector<DeltaVerdict> const two{{Standing::held, 0, "type"}, {Standing::malformed, 0, "type"}};
    CHECK(*decode_verdicts(encode_verdicts(two), 2) == two);
    CHECK(encode_verdicts(std::vector(1024, two[0])).size() <= 8);
}

TEST_CASE("a batch that joins whole costs a few bytes of verdicts", "[evidence]") {
    std::vector<DeltaVerdict> verdicts(1024);
    for (std::size_t i = 0; i < verdicts.size(); ++i) verdicts[i].seq = 5'000'000 + i;
    CHECK(encode_verdicts(verdicts).size() <= 8);
}

TEST_CASE("hostile verdicts are refused, and a run that lies allocates nothing", "[evidence]") {
    CHECK(decode_verdicts(Bytes{4, 1, 0}, 10).error().code == "bad_ack");   // no such standing
    CHECK(decode_verdicts(Bytes{0, 0, 5}, 10).error().code == "bad_ack");   // a run of none
    CHECK(decode_verdicts(Bytes{0, 11, 5}, 10).error().code == "bad_ack");  // longer than the batch
    CHECK(decode_verdicts(Bytes{0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 5}, 10).error().code ==
          "bad_ack");
    CHECK(decode_verdicts(Bytes{2, 1, 2, 0xC3, 0x28}, 10).error().code == "bad_ack");  // a code that is not UTF-8
    CHECK(decode_verdicts(Bytes{}, 10)->empty());
    INFO("seed " << seed);
    SeededRandom random(seed);
    for (int i = 0; i < 20'000; ++i) {
        Bytes bytes(static_cast<std::size_t>(random.below(24)));
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.below(random.below(2) == 0 ? 6 : 256));
        auto const read = decode_verdicts(bytes, 64);
        if (read) REQUIRE(*decode_verdicts(encode_verdicts(*read), 64) == *read);
        if (read) REQUIRE(read->size() <= 64);
    }
}
