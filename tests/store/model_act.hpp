#pragma once

#include "tests/store/model_store.hpp"

namespace mingcha::test {

/// One transaction of the model, on a copy of its state.
class ModelAct final : public JudgePort, public PolicyReader {
public:
    ModelAct(ModelCentralStore::State& state, Policy& policy, SigningKey const& identity, std::int64_t now_ms)
        : state_(state), policy_(policy), identity_(identity), now_ms_(now_ms) {}

    [[nodiscard]] Ingested ingest(PreparedBatch const& batch);
    void write(std::span<ServerWrite const> writes);
    /// False: there is no such device.
    [[nodiscard]] bool revoke(Uuid const& device, bool revoked, std::string_view why);
    EpochClosed close(Uuid const& device, std::uint64_t epoch, std::string_view why);
    /// The log's root is what a cursor at this seq is compared with.
    void finish() { state_.heads.try_emplace(state_.seq, state_.log.root()); }

    // JudgePort
    [[nodiscard]] std::optional<Row> row(RecordName const& name) override;
    std::uint64_t put(Record const& record, std::optional<Row> const& previous, BatchHeader const& by) override;
    [[nodiscard]] std::uint64_t accepted(ReplicaId replica) override;
    [[nodiscard]] std::string refuses(BatchHeader const& header, Delta const& delta,
                                      std::optional<Row> const& row) override;
    [[nodiscard]] bool follows_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) override;
    void note_refusal(BatchHeader const& header, RecordName const& name, std::uint16_t field) override;
    void keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta,
                   DeltaVerdict const& verdict) override;
    void keep_waiting(WaitingDelta const& waiting) override;
    [[nodiscard]] std::vector<WaitingDelta> take_waiting(Root const& root) override;
    void keep_clipped(OldPlace const& place, ClippedDelta const& clipped) override;
    [[nodiscard]] std::vector<ClippedDelta> clipped_after(OldPlace const& place) override;

    // PolicyReader
    [[nodiscard]] std::optional<Record> record(RecordName const& name) override;
    [[nodiscard]] std::vector<Record> records(Root const& root) override;
    [[nodiscard]] bool is_granted(Uuid const& person, Root const& root) override;
    [[nodiscard]] std::int64_t now_ms() const override { return now_ms_; }
    [[nodiscard]] bool has_blob(Hash const&) override { return false; }
    [[nodiscard]] std::optional<std::int64_t> last_contact(ReplicaId tablet, std::int64_t before_ms) override;
    /// Nothing may be kept.
    [[nodiscard]] std::uint64_t heads_version() const override;

private:
    [[nodiscard]] Ingested store(PreparedBatch const& batch, BatchFacts const& facts);
    [[nodiscard]] Delta write_record(std::span<ServerWrite const> writes);
    void answer(std::vector<Record> const& arrived);
    void leave(Uuid const& person, Root const& root);
    void see(Audience const& audience, BatchHeader const& by);
    std::uint64_t append(std::uint8_t kind, ByteView data);

    ModelCentralStore::State& state_;
    Policy& policy_;
    SigningKey const& identity_;
    std::int64_t now_ms_;
    std::vector<Record> arrived_;  // steps and confirmations that are new
};

}  // namespace mingcha::test
