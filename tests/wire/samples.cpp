#include "tests/wire/samples.hpp"

#include <algorithm>

namespace mingcha::samples {

namespace {
/// Small pools make repeats likely, as in real batches.
struct Pools {
    std::vector<std::uint64_t> replicas;
    std::vector<Uuid> ids;
    std::vector<std::uint32_t> boots{0, 1, UINT32_MAX};

    explicit Pools(SeededRandom& random) {
        for (int i = 0; i < 5; ++i) replicas.push_back(random.u64());
        replicas.push_back(0);
        replicas.push_back(UINT64_MAX);
        for (int i = 0; i < 6; ++i)
            ids.push_back(Uuid::v7(1'760'000'000'000 + static_cast<std::int64_t>(random.below(1'000'000)), random));
        for (int i = 0; i < 3; ++i) random.fill(ids.emplace_back().bytes);
        ids.push_back({});
    }
};

template <typename T>
T const& any(SeededRandom& random, std::vector<T> const& list) {
    return list[static_cast<std::size_t>(random.below(list.size()))];
}

bool chance(SeededRandom& random, std::uint64_t one_in) {
    return random.below(one_in) == 0;
}

std::int64_t any_time(SeededRandom& random) {
    static constexpr std::int64_t extremes[] = {0, -1, INT64_MAX, INT64_MIN, 1};
    if (chance(random, 12)) return extremes[random.below(5)];
    return 1'760'000'000'000 + static_cast<std::int64_t>(random.below(100'000'000));
}

std::uint64_t any_counter(SeededRandom& random) {
    static constexpr std::uint64_t extremes[] = {1, UINT64_MAX, UINT64_MAX - 1, std::uint64_t{1} << 63, 127, 128};
    return chance(random, 12) ? extremes[random.below(6)] : 1 + random.below(2000);
}

std::string raw_text(SeededRandom& random, std::size_t size) {
    std::string out(size, '\0');
    for (auto& c : out) c = static_cast<char>(random.u64());
    return out;
}

std::string any_value(SeededRandom& random, Pools const& pools) {
    auto const coded = [](Value const& value) {
        auto const bytes = value.encode();
        return std::string(bytes.begin(), bytes.end());
    };
    switch (random.below(9)) {
        case 0:
            return coded(Value::Map{{"level", std::string(1, static_cast<char>('A' + random.below(4)))}});
        case 1:
            return coded(any(random, pools.ids));
        case 2:
            return coded(
                sha256(raw_text(random, 3).empty() ? Bytes{} : Bytes{static_cast<std::uint8_t>(random.below(4))}));
        case 3:
            return coded(std::string(static_cast<std::size_t>(random.below(400)), 'x') + "督导");
        case 4:
            return coded(static_cast<std::int64_t>(random.u64() >> random.below(64)));
        case 5:
            return raw_text(random, 1 + static_cast<std::size_t>(random.below(40)));  // not CBOR: kept all the same
        case 6:
            return "\x78\x01" + std::string(20, 'y');  // a text head that lies
        case 7:
            return std::string("\x58\x11", 2) + std::string(17, 'z');
        default:
            return coded(Bytes(static_cast<std::size_t>(random.below(70'000)) >> random.below(17), 9));
    }
}

Sibling any_sibling(SeededRandom& random, Pools const& pools) {
    Sibling out;
    out.dot = {{any(random, pools.replicas)}, any_counter(random)};
    if (chance(random, 4)) out.stamp.effective_ms = std::max<std::int64_t>(any_time(random), 1);
    if (chance(random, 4)) return out;  // named only
    out.stamp.device = {any_time(random), any_time(random), any(random, pools.boots)};
    out.author = any(random, pools.ids);
    out.value = any_value(random, pools);
    return out;
}

FieldState any_field(SeededRandom& random, Pools const& pools) {
    FieldState out;
    for (auto left = random.below(4); left > 0; --left) {
        auto sibling = any_sibling(random, pools);
        out.vector.raise(sibling.dot.replica, sibling.dot.counter);
        if (out.find(sibling.dot) == nullptr) out.siblings.push_back(std::move(sibling));
        std::ranges::sort(out.siblings, {}, &Sibling::dot);
    }
    for (auto left = random.below(3); left > 0; --left)
        out.vector.raise({any(random, pools.replicas)}, any_counter(random));
    return out;
}

Delta any_delta(SeededRandom& random, Pools const& pools) {
    static constexpr std::uint16_t types[] = {16, 17, 17, 17, 19, 20, 22, 23, 1, 999, UINT16_MAX};
    Delta out;
    auto& record = out.record;
    record.name.root = {static_cast<RootKind>(1 + random.below(5)), any(random, pools.ids)};
    record.name.type = static_cast<RecordType>(types[random.below(std::size(types))]);
    if (chance(random, 2)) record.key = "A" + std::to_string(random.below(30));
    switch (random.below(3)) {
        case 0:
            record.name.id = record.name.root.id;
            break;
        case 1:
            record.name.id = Uuid::derived(record.name.root.id, record.key);
            break;
        default:
            record.name.id = any(random, pools.ids);
    }
    for (std::uint64_t number = random.below(4); number <= UINT16_MAX && record.fields.size() < 8;
         number += 1 + random.below(40))
        record.fields.emplace_back(static_cast<std::uint16_t>(number), any_field(random, pools));
    if (chance(random, 10)) record.fields.emplace_back(UINT16_MAX, any_field(random, pools));
    if (chance(random, 10)) record.fields.clear();
    for (auto left = chance(random, 3) ? random.below(4) : 0; left > 0; --left)
        out.superseded.push_back({static_cast<std::uint16_t>(random.below(70)), any_sibling(random, pools)});
    return out;
}

// ── frames ───────────────────────────────────────────────────────────────────────────────────────────────────────────

std::uint64_t whole(SeededRandom& random) {
    return random.u64() >> (1 + random.below(63));
}

template <typename Fixed>
Fixed fixed(SeededRandom& random) {
    Fixed out{};
    random.fill(out);
    return out;
}

Uuid id(SeededRandom& random) {
    return {fixed<std::array<std::uint8_t, 16>>(random)};
}
Root root(SeededRandom& random) {
    return {static_cast<RootKind>(1 + random.below(5)), id(random)};
}
Cursor cursor(SeededRandom& random) {
    return {random.u64(), whole(random), random.u64()};
}
Bytes some_bytes(SeededRandom& random) {
    Bytes out(static_cast<std::size_t>(random.below(300)));
    random.fill(out);
    return out;
}
std::string word(SeededRandom& random) {
    return std::string(static_cast<std::size_t>(random.below(30)), 'w') + "编";
}

template <typename Make>
auto list(SeededRandom& random, Make make) {
    std::vector<decltype(make(random))> out;
    for (auto left = random.below(5); left > 0; --left) out.push_back(make(random));
    return out;
}

Hello hello(SeededRandom& random) {
    Hello f;
    f.protocol = whole(random), f.device = id(random), f.device_epoch = whole(random),
    f.proof = fixed<Signature>(random);
    f.sealed = whole(random), f.last_batch = fixed<Hash>(random), f.cursor = cursor(random);
    f.roots = list(random, [](SeededRandom& r) { return RootCursor{root(r), whole(r)}; });
    if (chance(random, 2)) f.receipt.assign(270, static_cast<std::uint8_t>(random.below(256)));
    f.device_ms = any_time(random), f.app = word(random);
    return f;
}

Push push(SeededRandom& random) {
    Push f;
    auto& h = f.batch.header;
    h.device = id(random), h.epoch = whole(random), h.n = whole(random), h.previous = fixed<Hash>(random);
    h.quoted = chance(random, 2) ? 0 : 1 + whole(random) / 2;
    if (h.quoted != 0) h.receipt = fixed<Hash>(random);
    h.author = id(random), h.root = fixed<Hash>(random), h.count = whole(random);
    f.batch.signature = fixed<Signature>(random), f.batch.body = some_bytes(random);
    if (chance(random, 2)) f.old_receipt = some_bytes(random), f.old_verdicts = some_bytes(random);
    return f;
}

Ack ack(SeededRandom& random) {
    Ack f;
    f.device_epoch = whole(random), f.n = whole(random), f.again = chance(random, 2), f.verdicts = some_bytes(random);
    f.server_epoch = random.u64(), f.index = whole(random), f.server_ms = any_time(random), f.tree_size = whole(random);
    f.tree_root = fixed<Hash>(random), f.signature = fixed<Signature>(random);
    return f;
}

std::vector<Record> records(SeededRandom& random) {
    std::vector<Record> out;
    for (auto& delta : deltas(random, 6)) out.push_back(std::move(delta.record));
    return out;
}

Page page(SeededRandom& random) {
    Page f;
    if (chance(random, 2)) f.root = root(random);
    f.server_epoch = random.u64(), f.to = whole(random), f.check = random.u64();
    f.full = chance(random, 2), f.last = chance(random, 2);
    std::uint64_t seq = whole(random) / 2;
    for (auto& record : records(random)) f.rows.push_back({seq += random.below(1000), std::move(record)});
    f.leaves = list(random, root), f.fresh = list(random, root);
    return f;
}
}  // namespace

Delta delta(SeededRandom& random) {
    return any_delta(random, Pools(random));
}

std::vector<Delta> deltas(SeededRandom& random, std::size_t count_max) {
    Pools const pools(random);
    std::vector<Delta> out;
    for (auto left = random.below(count_max + 1); left > 0; --left) out.push_back(any_delta(random, pools));
    return out;
}

Frame frame(SeededRandom& random, std::uint64_t type) {
    switch (type) {
        case 1:
            return hello(random);
        case 2: {
            Welcome f{id(random), random.u64(), any_time(random), chance(random, 2), {}};
            f.held = list(random, [](SeededRandom& r) { return EpochCount{whole(r), whole(r), whole(r)}; });
            return f;
        }
        case 3:
            return push(random);
        case 4:
            return ack(random);
        case 5:
            return Refused{whole(random), whole(random), word(random), whole(random)};
        case 6:
            return EpochClosed{whole(random), list(random, fixed<Hash>)};
        case 7:
            return Reenrol{id(random), whole(random), whole(random), fixed<PublicKey>(random),
                           fixed<Signature>(random)};
        case 8:
            return Reenrolled{whole(random), word(random)};
        case 9:
            return page(random);
        case 10: {
            Applied f{cursor(random), {}};
            if (chance(random, 2)) f.root = RootCursor{root(random), whole(random)};
            return f;
        }
        case 11:
            return LostActs{records(random)};
        case 12:
            return LostKept{whole(random)};
        default:
            return Goodbye{word(random), word(random), any_time(random)};
    }
}

}  // namespace mingcha::samples
