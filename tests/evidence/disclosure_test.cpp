#include "shared/evidence/disclosure.hpp"

#include <catch2/catch.hpp>

#include "shared/base/random.hpp"

using namespace mingcha;

namespace disclosure_test {
namespace {
Delta delta(std::uint8_t visit, char const* text) {
    Delta out;
    out.record.name = {{RootKind::visit, Uuid{{visit}}}, RecordType::answer, Uuid{{visit, 9}}};
    out.record.key = "S0.1";
    out.record.fields.emplace_back(1, write({}, {}, {{{7}, visit}, {}, {}, text}));
    return out;
}

/// A batch of three deltas, of which the second is shown, in a log of five entries: sound, until a test alters it.
struct Sound {
    SeededRandom random{5};
    SigningKey server = SigningKey::generate(random), device = SigningKey::generate(random);
    LogHead head;
    DisclosedBatch shown;
    std::vector<Hash> photo_path;

    Sound() {
        std::vector<Delta> const deltas{delta(1, "one"), delta(2, "two"), delta(3, "three")};
        Seed seed{};
        random.fill(seed);
        auto& header = shown.header;
        header.device = Uuid{{4}}, header.epoch = 2, header.n = 6, header.author = Uuid{{8}};
        header.count = deltas.size(), header.root = batch_root(seed, deltas);
        shown.device_key = device.public_key();
        shown.signature = device.sign(Label::batch, header.encode());
        std::vector<Hash> leaves;
        for (std::size_t i = 0; i < deltas.size(); ++i) leaves.push_back(delta_leaf(seed, i, encode_delta(deltas[i])));
        shown.deltas = {{1, delta_salt(seed, 1), encode_delta(deltas[1]), inclusion_proof(leaves, 1)}};
        shown.verdicts = encode_verdicts(std::vector<DeltaVerdict>(3));

        auto const id = SealedBatch{header, shown.signature, {}}.id();
        auto& receipt = shown.receipt;
        receipt = {Uuid{{1}}, 3,  2, header.device, header.epoch, header.n, id, sha256(shown.verdicts), 1'000,
                   0,         {}, {}};
        ByteWriter batch, photo;
        batch.u8(1), batch.raw(id), batch.raw(receipt.verdicts), batch.svarint(receipt.server_ms);
        photo.u8(3), photo.raw(Hash{6}), photo.varint(500), photo.svarint(2'000);
        std::vector<Hash> const log{{1}, {2}, leaf_hash(batch.bytes()), leaf_hash(photo.bytes()), {5}};
        head = {receipt.log_id, 3, log.size(), merkle_root(log), 3'000, {}};
        shown.path = inclusion_proof(log, 2), photo_path = inclusion_proof(log, 3);
        sign();
    }
    void sign() { shown.receipt.signature = server.sign(Label::receipt, shown.receipt.body()); }
    [[nodiscard]] std::string fault() const { return fault_of(shown, head, server.public_key()); }
    [[nodiscard]] bool arrived(std::uint64_t index, Hash const& hash, std::uint64_t size, std::int64_t ms) const {
        return has_arrival(head, index, hash, size, ms, photo_path);
    }
};
}  // namespace

TEST_CASE("what is shown of a batch proves itself under the head", "[evidence][disclosure]") {
    Sound at;
    CHECK(at.fault().empty());
    at.shown.deltas.clear();
    CHECK(at.fault().empty());  // that there was a batch is proven too
}

TEST_CASE("a disclosure with another delta, salt, place or path is not in the signed batch", "[evidence][disclosure]") {
    std::string const not_in_batch = "is not in the signed batch";
    for (auto const& alter : std::initializer_list<void (*)(DisclosedDelta&)>{
             [](DisclosedDelta& one) { one.canonical.back() ^= 1; }, [](DisclosedDelta& one) { one.salt[3] ^= 1; },
             [](DisclosedDelta& one) { one.index = 2; }, [](DisclosedDelta& one) { one.path[0][0] ^= 1; },
             [](DisclosedDelta& one) { one.path.pop_back(); }}) {
        Sound at;
        alter(at.shown.deltas[0]);
        CHECK(at.fault().ends_with(not_in_batch));
        CHECK(at.fault().starts_with("delta " + std::to_string(at.shown.deltas[0].index)));
    }
}

TEST_CASE("of several deltas each is looked at", "[evidence][disclosure]") {
    Sound at;
    at.shown.deltas.push_back(at.shown.deltas[0]);
    CHECK(at.fault().empty());
    at.shown.deltas[1].salt[0] ^= 1;
    CHECK_FALSE(at.fault().empty());
}

TEST_CASE("the office's own writes are in the log with their bytes and place, and with no others",
          "[evidence][disclosure]") {
    Bytes const packed{1, 2, 3};
    ByteWriter leaf;
    leaf.u8(2), leaf.raw(sha256(packed));
    std::vector<Hash> const log{{1}, leaf_hash(leaf.bytes()), {3}};
    LogHead const head{Uuid{{1}}, 3, log.size(), merkle_root(log), 3'000, {}};
    auto const path = inclusion_proof(log, 1);
    CHECK(has_office_writes(head, 1, packed, path));
    CHECK_FALSE(has_office_writes(head, 2, packed, path));
    CHECK_FALSE(has_office_writes(head, 1, Bytes{1, 2, 4}, path));
    CHECK_FALSE(has_office_writes(head, 1, packed, inclusion_proof(log, 2)));
}

TEST_CASE("a disclosure whose batch, receipt or place in the log is another's says which", "[evidence][disclosure]") {
    SeededRandom random(9);
    auto const stranger = SigningKey::generate(random);
    {
        Sound at;
        at.shown.device_key = stranger.public_key();
        CHECK(at.fault() == "not signed by this device");
    }
    {
        Sound at;
        at.shown.receipt.signature = stranger.sign(Label::receipt, at.shown.receipt.body());
        CHECK(at.fault() == "its receipt is not signed by this server");
    }
    for (auto const& alter : std::initializer_list<void (*)(Receipt&)>{
             [](Receipt& of) { of.batch[0] ^= 1; }, [](Receipt& of) { of.device.bytes[1] ^= 1; },
             [](Receipt& of) { ++of.device_epoch; }, [](Receipt& of) { ++of.n; },
             [](Receipt& of) { of.verdicts[0] ^= 1; }, [](Receipt& of) { of.log_id.bytes[0] ^= 1; }}) {
        Sound at;
        alter(at.shown.receipt);
        at.sign();
        CHECK(at.fault() == "its receipt is for something else");
    }
    for (auto const& alter : std::initializer_list<void (*)(Receipt&)>{[](Receipt& of) { ++of.server_ms; },
                                                                       [](Receipt& of) { of.index = 3; }}) {
        Sound at;
        alter(at.shown.receipt);
        at.sign();
        CHECK(at.fault() == "is not in the log under this head");
    }
    {
        Sound at;
        at.shown.path[0][0] ^= 1;
        CHECK(at.fault() == "is not in the log under this head");
    }
}

TEST_CASE("a photo's arrival is in the log with its hash, size, time and place, and with no other",
          "[evidence][disclosure]") {
    Sound const at;
    CHECK(at.arrived(3, Hash{6}, 500, 2'000));
    CHECK_FALSE(at.arrived(2, Hash{6}, 500, 2'000));
    CHECK_FALSE(at.arrived(3, Hash{7}, 500, 2'000));
    CHECK_FALSE(at.arrived(3, Hash{6}, 501, 2'000));
    CHECK_FALSE(at.arrived(3, Hash{6}, 500, 2'001));
}

}  // namespace disclosure_test
