#pragma once

#include <map>

#include "server/store/central_store.hpp"
#include "shared/base/suite.hpp"

namespace mingcha::test {

[[nodiscard]] inline std::uint16_t field_number(RecordType type, std::string_view field) {
    return find_field(*find_type(type), field)->number;
}

/// A tablet whose every step a test decides: what it writes, has seen, seals, quotes and says of itself. It keeps no order of its own.
class Hand {
public:
    Hand(Uuid const& person_in, std::int64_t now_ms, Random& random)
        : device(Uuid::v7(now_ms, random)), person(person_in), key(SigningKey::generate(random)), random_(random) {}

    Uuid device, person;
    SigningKey key;
    std::uint64_t epoch = 1;
    std::uint64_t counter = 0;
    std::vector<SealedBatch> sealed;  ///< of this epoch
    std::uint64_t quoted = 0;
    Hash receipt{};
    std::map<RecordName, Record> shown;  ///< as it has seen them

    [[nodiscard]] ReplicaId replica() const { return ReplicaId::of(device, epoch); }
    [[nodiscard]] NewDevice enrolment() const { return {device, person, epoch, key.public_key(), "by hand"}; }

    /// A write over what it has seen of the field.
    Delta write(RecordName const& name, std::string const& key_text, std::string_view field, Value const& value) {
        auto const number = field_number(name.type, field);
        auto& record = shown.try_emplace(name, Record{name, key_text, {}}).first->second;
        auto& state = record.at(number);
        Bytes const bytes = value.encode();
        Sibling const fresh{{replica(), ++counter}, {{time_ms_++, 0, 1}, 0}, person, std::string(as_text(bytes))};
        state = mingcha::write(state, state.vector, fresh);
        Delta out{{name, key_text, {}}, {}};
        out.record.at(number) = FieldState{{fresh}, state.vector};
        return out;
    }

    /// The next of its chain.
    [[nodiscard]] PreparedBatch seal(std::vector<Delta> deltas) {
        BatchBody body{{}, std::move(deltas)};
        random_.fill(body.seed);
        SealedBatch batch;
        auto& header = batch.header;
        header.device = device, header.epoch = epoch, header.author = person;
        header.n = sealed.size();
        if (!sealed.empty()) header.previous = sealed.back().id();
        header.quoted = quoted, header.receipt = receipt;
        header.root = batch_root(body.seed, body.deltas);
        header.count = body.deltas.size();
        batch.signature = key.sign(Label::batch, header.encode());
        batch.body = encode_body(body);
        sealed.push_back(batch);
        return of(batch);
    }
    [[nodiscard]] PreparedBatch of(SealedBatch const& batch) const {
        auto prepared = prepare(Push{batch, {}, {}}, key.public_key());
        MC_CHECK(prepared);
        return *std::move(prepared);
    }

    [[nodiscard]] Receipt receipt_of(Ack const& ack, Uuid const& log) const {
        return {log,
                ack.server_epoch,
                ack.index,
                device,
                ack.device_epoch,
                ack.n,
                sealed.at(ack.n).id(),
                sha256(ack.verdicts),
                ack.server_ms,
                ack.tree_size,
                ack.tree_root,
                ack.signature};
    }
    /// The next batch quotes this answer.
    void take(Ack const& ack, Uuid const& log) { quoted = ack.n + 1, receipt = receipt_of(ack, log).hash(); }
    void take(Page const& page) {
        for (auto const& row : page.rows) {
            auto& mine = shown.try_emplace(row.record.name, row.record).first->second;
            mine = join(mine, row.record);
        }
    }

    [[nodiscard]] Hello hello(Cursor const& cursor = {}) const {
        Hello out;
        out.device = device, out.device_epoch = epoch;
        out.sealed = sealed.size();
        if (!sealed.empty()) out.last_batch = sealed.back().id();
        out.cursor = cursor;
        return out;
    }
    /// Goes on as a new life, with a new key.
    [[nodiscard]] Reenrol reenrol() {
        auto const next = SigningKey::generate(random_);
        Reenrol out{device, epoch, epoch + 1, next.public_key(), {}};
        out.signature = key.sign(Label::hello, reenrol_body(device, out.new_epoch, out.new_key));
        key = next, epoch = out.new_epoch;
        sealed.clear(), counter = 0, quoted = 0;
        return out;
    }

private:
    Random& random_;
    std::int64_t time_ms_ = 1'760'000'000'000;
};

}  // namespace mingcha::test
