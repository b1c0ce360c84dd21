#include "bench/load/tablet.hpp"

#include "bench/transport/websocket_client.hpp"
#include "server/ops/system_clock.hpp"
#include "server/sync/session.hpp"

namespace mingcha::load {

namespace {
constexpr std::int64_t frame_ms_max = 120'000;  // a server that is silent so long in a storm has stopped

std::int64_t system_ms() {
    return SystemClock().now().time_ms;
}

/// One connection of a tablet, counting what crosses it.
class Line {
public:
    [[nodiscard]] Outcome<Bytes> open(std::string const& base, PublicKey const& server) {
        WebSocketClient::Options options;
        if (base.starts_with("https")) options.pinned = server;
        options.timeout_ms = frame_ms_max;
        auto const reply = client_.connect(base + "/sync", {}, options);
        if (!reply) return reply.error();
        return from_hex(reply->get(nonce_header));
    }
    [[nodiscard]] Outcome<Unit> send(DriverStep const& step) {
        for (auto const& frame : step.send) {
            traffic.bytes_up += frame.size();
            if (auto const sent = client_.send(frame); !sent) return sent;
        }
        if (step.disconnect) return Error{step.code, step.message};
        return Unit{};
    }
    [[nodiscard]] Outcome<Bytes> receive() {
        auto frame = client_.receive(frame_ms_max);
        if (frame) traffic.bytes_down += frame->size();
        return frame;
    }
    void close() { client_.close(); }

    Traffic traffic;

private:
    WebSocketClient client_;
};
}  // namespace

LoadTablet::LoadTablet(Seat seat, std::uint64_t seed) : seat_(std::move(seat)), jitter_(seed) {}

Outcome<Traffic> LoadTablet::session(std::string const& base, ClientStore& store) {
    Line line;
    auto const nonce = line.open(base, seat_.identity.server_identity);
    if (!nonce) return nonce.error().with_context("connecting");
    SyncDriver driver(store, jitter_);
    auto went = line.send(driver.on_open(*nonce));
    while (went && !driver.is_drained()) {
        auto const frame = line.receive();
        if (!frame) return frame.error().with_context("waiting for a frame");
        auto const acked = sealed_ ? sealed_->acked() : 0;
        went = line.send(driver.on_message(*frame));
        if (sealed_ && sealed_->acked() > acked) line.traffic.last_ack = std::chrono::steady_clock::now();
    }
    if (!went) return went.error();
    line.close();
    return line.traffic;
}

Outcome<Unit> LoadTablet::prepare(std::string const& base, std::span<WorkloadRow const* const> rows,
                                  std::size_t visits_per_batch) {
    auto replica = Replica::open(":memory:", clock_, random_);
    if (!replica) return replica.error();
    if (auto const enrolled = (*replica)->enrol(seat_.identity); !enrolled) return enrolled;
    clock_.set(system_ms());
    if (auto const pulled = session(base, **replica); !pulled) return pulled.error().with_context("first contact");
    Mapping mapping(**replica, clock_, seat_);
    for (auto const* row : rows) {
        bool const full = mapping.visits() > 0 && mapping.visits() % visits_per_batch == 0;
        if (full && row->record.value("kind", "") == "visit")
            if (auto const sealed = (*replica)->seal(); !sealed) return sealed;
        if (auto const put = mapping.put(*row); !put) return put;
    }
    if (auto const sealed = (*replica)->seal(); !sealed) return sealed;
    clock_.set(system_ms());
    auto facts = (*replica)->hello_facts();
    if (!facts) return facts.error();
    auto batches = (*replica)->batches_from({}, SIZE_MAX);
    if (!batches) return batches.error();
    sealed_ = std::make_unique<SealedStore>(*std::move(facts), seat_.identity.log_id, *std::move(batches));
    return Unit{};
}

Outcome<Traffic> LoadTablet::storm(std::string const& base) {
    auto traffic = session(base, *sealed_);
    if (!traffic) return traffic;
    if (!sealed_->all_acked()) return Error{"not_acked", "the session ended before its last Ack"};
    traffic->rows_down = sealed_->rows_pulled();
    return traffic;
}

}  // namespace mingcha::load
