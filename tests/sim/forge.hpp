#pragma once

#include "tests/sim/world.hpp"
#include "tests/support/states.hpp"

namespace mingcha::sim {

/// Sealed by a tablet's own key, but by hand: what a program that is not ours could send.
struct Forged {
    std::vector<Delta> deltas;
    std::uint64_t n = 0;

    [[nodiscard]] Push push(Identity const& identity, Hash const& previous = {}) const {
        BatchBody const body{{}, deltas};
        Push out;
        auto& header = out.batch.header;
        header.device = identity.device;
        header.epoch = identity.epoch;
        header.n = n;
        header.previous = previous;
        header.author = identity.person;
        header.root = batch_root(body.seed, body.deltas);
        header.count = deltas.size();
        out.batch.signature = identity.key.sign(Label::batch, header.encode());
        out.batch.body = encode_body(body);
        return out;
    }
};

/// A text as the tablet's own next write, stamped like every write of the simulator.
[[nodiscard]] inline Sibling forged_sibling(Identity const& identity, std::uint64_t counter, WriteId id,
                                            Value const& value) {
    Bytes const bytes = value.encode();
    return {{ReplicaId::of(identity.device, identity.epoch), counter},
            {{time_zero, id, 1}, 0},
            identity.person,
            std::string(as_text(bytes))};
}

/// Straight into the store, as the session would hand it over.
[[nodiscard]] inline Ingested ingest(World& world, Push push, Identity const& identity) {
    auto prepared = prepare(std::move(push), identity.key.public_key());
    MC_CHECK(prepared);
    return world.centre().store().ingest(std::span(&*prepared, 1), time_zero)->front();
}

}  // namespace mingcha::sim
