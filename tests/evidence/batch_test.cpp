#include "shared/evidence/batch.hpp"

#include <catch2/catch.hpp>

#include "shared/wire/frames.hpp"

using namespace mingcha;

namespace {
struct Sealed {
    SigningKey key;
    BatchBody body;
    SealedBatch batch;
};

Delta answer(std::uint64_t counter) {
    Delta out;
    auto const visit = Uuid{{1, 2, 3}};
    std::string const key = "A" + std::to_string(counter);
    out.record.name = {{RootKind::visit, visit}, RecordType::answer, Uuid::derived(visit, key)};
    out.record.key = key;
    auto const value = Value("现场查看情况良好").encode();
    out.record.fields.emplace_back(
        2, write({}, {}, {{{5}, counter}, {{1'760'000'000'000, 9, 1}, 0}, Uuid{{9}}, std::string(as_text(value))}));
    return out;
}

Sealed sealed_batch(std::size_t deltas) {
    SeededRandom random(20261123);
    Sealed out{SigningKey::generate(random), {}, {}};
    random.fill(out.body.seed);
    for (std::uint64_t i = 1; i <= deltas; ++i) out.body.deltas.push_back(answer(i));
    auto& header = out.batch.header;
    header.device = Uuid{{7}}, header.epoch = 2, header.n = 300, header.quoted = 299, header.author = Uuid{{9}};
    random.fill(header.previous), random.fill(header.receipt);
    header.root = batch_root(out.body.seed, out.body.deltas);
    header.count = deltas;
    out.batch.signature = out.key.sign(Label::batch, header.encode());
    out.batch.body = encode_body(out.body);
    return out;
}

/// What a receiver does with bytes from the socket.
bool is_authentic(Bytes const& frame, PublicKey const& key) {
    auto const read = decode_frame(frame);
    if (!read || !std::holds_alternative<Push>(*read)) return false;
    auto const& batch = std::get<Push>(*read).batch;
    auto const body = decode_body(batch.body);
    return body && verify_batch(batch, body->seed, body->deltas, key);
}
}  // namespace

TEST_CASE("a sealed batch verifies under its own device's key only", "[evidence]") {
    auto const sealed = sealed_batch(5);
    CHECK(verify_batch(sealed.batch, sealed.body.seed, sealed.body.deltas, sealed.key.public_key()));
    SeededRandom random(1);
    auto const other = SigningKey::generate(random).public_key();
    CHECK(verify_batch(sealed.batch, sealed.body.seed, sealed.body.deltas, other).error().code == "bad_signature");
}

TEST_CASE("a header decodes to itself, and nothing shorter or longer does", "[evidence]") {
    auto const header = sealed_batch(3).batch.header;
    auto bytes = header.encode();
    CHECK(*BatchHeader::decode(bytes) == header);
    for (std::size_t cut = 0; cut < bytes.size(); ++cut)
        CHECK(BatchHeader::decode(ByteView(bytes).first(cut)).error().code == "bad_batch");
    bytes.push_back(0);
    CHECK(BatchHeader::decode(bytes).error().code == "bad_batch");
}

TEST_CASE("a header that counts wrongly or counts nothing is refused though it is signed", "[evidence]") {
    auto sealed = sealed_batch(3);
    sealed.batch.header.count = 4;
    sealed.batch.signature = sealed.key.sign(Label::batch, sealed.batch.header.encode());
    auto const refused = verify_batch(sealed.batch, sealed.body.seed, sealed.body.deltas, sealed.key.public_key());
    CHECK(refused.error().code == "bad_batch");
    auto const empty = sealed_batch(0);
    CHECK(verify_batch(empty.batch, empty.body.seed, {}, empty.key.public_key()).error().code == "bad_batch");
}

TEST_CASE("the same header under another signature is another batch", "[evidence]") {
    auto const sealed = sealed_batch(1);
    auto other = sealed.batch;
    other.signature[0] ^= 1;
    CHECK_FALSE(other.id() == sealed.batch.id());
}

TEST_CASE("any flipped bit of header, signature or body is detected", "[evidence][law]") {
    auto const sealed = sealed_batch(3);
    auto const frame = encode_frame(Push{sealed.batch, {}, {}});
    REQUIRE(is_authentic(frame, sealed.key.public_key()));
    auto const same = decode_body(sealed.batch.body);
    std::size_t harmless = 0;
    for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
        auto flipped = frame;
        flipped[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
        if (!is_authentic(flipped, sealed.key.public_key())) continue;
        // Another encoding of the same deltas is no change of what was sealed; anything else is.
        auto const read = std::get<Push>(*decode_frame(flipped));
        REQUIRE(read.batch.header == sealed.batch.header);
        REQUIRE(read.batch.signature == sealed.batch.signature);
        REQUIRE(*decode_body(read.batch.body) == *same);
        ++harmless;
    }
    CHECK(harmless < 64);
}

TEST_CASE("a changed, missing, added or moved delta is not what was signed", "[evidence][law]") {
    auto const sealed = sealed_batch(4);
    auto const code = [&](std::vector<Delta> const& deltas) {
        return verify_batch(sealed.batch, sealed.body.seed, deltas, sealed.key.public_key()).error().code;
    };
    auto deltas = sealed.body.deltas;
    std::swap(deltas[0], deltas[1]);
    CHECK(code(deltas) == "bad_batch");
    deltas = sealed.body.deltas;
    deltas.pop_back();
    CHECK(code(deltas) == "bad_batch");
    deltas = sealed.body.deltas;
    deltas.push_back(answer(9));
    CHECK(code(deltas) == "bad_batch");
    deltas = sealed.body.deltas;
    deltas[2].record.fields[0].second.siblings[0].stamp.device.time_ms += 1;
    CHECK(code(deltas) == "bad_batch");
    CHECK(code({}) == "bad_batch");
}

TEST_CASE("every field of the header is under the signature", "[evidence][law]") {
    auto const sealed = sealed_batch(1);
    auto const refused = [&](auto change) {
        auto batch = sealed.batch;
        change(batch.header);
        CHECK_FALSE(batch.id() == sealed.batch.id());
        return !verify_batch(batch, sealed.body.seed, sealed.body.deltas, sealed.key.public_key());
    };
    CHECK(refused([](BatchHeader& h) { h.device.bytes[3] ^= 1; }));
    CHECK(refused([](BatchHeader& h) { ++h.epoch; }));
    CHECK(refused([](BatchHeader& h) { ++h.n; }));
    CHECK(refused([](BatchHeader& h) { h.previous[0] ^= 1; }));
    CHECK(refused([](BatchHeader& h) { h.quoted = 0; }));
    CHECK(refused([](BatchHeader& h) { h.receipt[31] ^= 1; }));
    CHECK(refused([](BatchHeader& h) { h.author.bytes[0] ^= 1; }));
    CHECK(refused([](BatchHeader& h) { h.root[0] ^= 1; }));
    CHECK(refused([](BatchHeader& h) { ++h.count; }));
}

TEST_CASE("one delta is shown with its salt, and nothing of its neighbours", "[evidence]") {
    auto const sealed = sealed_batch(7);
    std::vector<Hash> leaves;
    for (std::size_t i = 0; i < 7; ++i)
        leaves.push_back(delta_leaf(sealed.body.seed, i, encode_delta(sealed.body.deltas[i])));
    // What is handed out: the delta, its salt, its place, the proof; the verifier holds the signed header.
    std::size_t const place = 4;
    auto const delta = encode_delta(sealed.body.deltas[place]);
    ByteWriter number;
    number.u64_be(place);
    auto const salt = hmac_sha256(sealed.body.seed, number.bytes());
    auto const proof = inclusion_proof(leaves, place);
    Bytes shown(salt.begin(), salt.end());
    shown.insert(shown.end(), delta.begin(), delta.end());
    auto const& header = sealed.batch.header;
    CHECK(verify_inclusion(leaf_hash(shown), place, header.count, header.root, proof));
    CHECK_FALSE(verify_inclusion(leaf_hash(shown), place + 1, header.count, header.root, proof));
    shown.back() ^= 1;
    CHECK_FALSE(verify_inclusion(leaf_hash(shown), place, header.count, header.root, proof));
    // Its salt says nothing about another's: the same delta under another salt is another leaf.
    CHECK_FALSE(delta_leaf(sealed.body.seed, 0, delta) == delta_leaf(sealed.body.seed, 1, delta));
}

TEST_CASE("with one delta, its salt and the seed destroyed the signature still verifies", "[evidence]") {
    auto const sealed = sealed_batch(6);
    std::size_t const erased = 2;
    // Kept: the others with their salts, and of the erased one the hash alone.
    std::vector<Hash> kept;
    for (std::size_t i = 0; i < 6; ++i) {
        ByteWriter number;
        number.u64_be(i);
        auto const salt = hmac_sha256(sealed.body.seed, number.bytes());
        Bytes data(salt.begin(), salt.end());
        auto const delta = encode_delta(sealed.body.deltas[i]);
        data.insert(data.end(), delta.begin(), delta.end());
        kept.push_back(leaf_hash(data));
    }
    CHECK(merkle_root(kept) == sealed.batch.header.root);
    CHECK(verify(sealed.key.public_key(), Label::batch, sealed.batch.header.encode(), sealed.batch.signature));
    // Guessing the erased delta does not find its hash without the salt.
    CHECK_FALSE(leaf_hash(encode_delta(sealed.body.deltas[erased])) == kept[erased]);
    CHECK_FALSE(delta_leaf(Seed{}, erased, encode_delta(sealed.body.deltas[erased])) == kept[erased]);
    kept[erased][0] ^= 1;
    CHECK_FALSE(merkle_root(kept) == sealed.batch.header.root);
}
