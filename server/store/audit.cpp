#include "server/store/audit.hpp"

#include <algorithm>
#include <map>

#include "server/store/group.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "shared/evidence/merkle.hpp"
#include "shared/sync/judge.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
/// A batch of the server's own is what one act or one group wrote; a demo city of 2,800 schools is 12,531 records in 21 of them. The bound
/// keeps a body that was altered from unfolding without end.
constexpr std::size_t server_batch_deltas_max = 1u << 20;

/// A delta that was not joined, as both the judgement and the table name it.
std::string held_name(ByteView device, std::uint64_t epoch, std::uint64_t n, std::uint64_t index) {
    return to_hex(device) + "/" + std::to_string(epoch) + " batch " + std::to_string(n) + " delta " +
           std::to_string(index);
}

/// The store as it grows again from its log. Verdicts are given, so it never decides who may.
class Refold final : public JudgePort {
public:
    explicit Refold(sqlite::Database& db)
        : held_(db, "SELECT delta, code FROM held WHERE device=?1 AND epoch=?2 AND n=?3") {}

    [[nodiscard]] std::optional<Row> row(RecordName const& name) override {
        auto const found = rows.find(name);
        return found == rows.end() ? std::nullopt : std::optional(found->second);
    }
    std::uint64_t put(Record const& record, std::optional<Row> const&, BatchHeader const&) override {
        rows[record.name] = {record, ++seq_};
        return seq_;
    }
    [[nodiscard]] std::uint64_t accepted(ReplicaId replica) override { return counters[replica]; }
    /// Asked only for what waited for its parent: its verdict came later than its batch's, and is kept with the held delta.
    [[nodiscard]] std::string refuses(BatchHeader const& header, Delta const& delta,
                                      std::optional<Row> const&) override {
        sqlite::Use const use(held_);
        held_.with(header.device.view(), header.epoch, header.n);
        Bytes const packed = encode_delta(delta);
        while (held_.step())
            if (held_.bytes(0) == packed) return held_.text(1);
        return {};
    }
    [[nodiscard]] bool follows_refusal(BatchHeader const&, RecordName const&, std::uint16_t) override { return false; }
    void note_refusal(BatchHeader const&, RecordName const&, std::uint16_t) override {}
    void keep_held(BatchHeader const& header, std::uint64_t index, Delta const& delta,
                   DeltaVerdict const& verdict) override {
        held.emplace(held_name(header.device.view(), header.epoch, header.n, index),
                     std::pair(encode_delta(delta), verdict.code));
    }
    void keep_waiting(WaitingDelta const& delta) override { waiting_[delta.delta.record.name.root].push_back(delta); }
    [[nodiscard]] std::vector<WaitingDelta> take_waiting(Root const& root) override {
        return std::exchange(waiting_[root], {});
    }
    void keep_clipped(OldPlace const& place, ClippedDelta const& delta) override {
        clipped_.emplace(std::pair(place.server_epoch, place.index), delta);
    }
    [[nodiscard]] std::vector<ClippedDelta> clipped_after(OldPlace const& place) override {
        std::vector<ClippedDelta> out;
        for (auto const& [at, delta] : clipped_)
            if (at.first == place.server_epoch && at.second > place.index) out.push_back(delta);
        return out;
    }

    [[nodiscard]] std::size_t waiting() const {
        std::size_t out = 0;
        for (auto const& [root, deltas] : waiting_) out += deltas.size();
        return out;
    }

    std::map<RecordName, Row> rows;
    std::map<ReplicaId, std::uint64_t> counters;
    std::map<std::string, std::pair<Bytes, std::string>> held;

private:
    sqlite::Statement held_;
    std::uint64_t seq_ = 0;
    std::map<Root, std::vector<WaitingDelta>> waiting_;
    std::multimap<std::pair<std::uint64_t, std::uint64_t>, ClippedDelta> clipped_;
};

class Audit {
public:
    Audit(sqlite::Database& db, PublicKey const& identity)
        : db_(db),
          identity_(identity),
          batch_(db, "SELECT push, verdicts, receipt, drift, server_ms FROM batch WHERE idx=?1"),
          key_(db, "SELECT key FROM device_epoch WHERE device=?1 AND epoch=?2"),
          refold_(db) {}

    AuditReport run(std::vector<LogHead> const& anchors) {
        sqlite::Statement log(db_, "SELECT idx, kind, leaf, body FROM log ORDER BY idx");
        while (log.step()) {
            std::uint64_t const index = log.unsigned_integer(0);
            if (index != report_.leaves) fault("leaf " + std::to_string(index), "leaves are missing before it");
            ++report_.leaves;
            Hash const leaf = hash_from(log.blob(2));
            tree_.append(leaf, &tiles_);
            roots_.push_back(tree_.root());
            check_leaf(index, log.integer(1), leaf, log.bytes(3));
        }
        compare_heads();
        compare_anchors(anchors);
        compare();
        compare_held();
        compare_photos();
        return std::move(report_);
    }

private:
    void fault(std::string const& place, std::string const& what) { report_.faults.push_back(place + ": " + what); }

    void check_leaf(std::uint64_t index, std::int64_t kind, Hash const& leaf, Bytes const& body) {
        std::string const place = "leaf " + std::to_string(index);
        ByteWriter data;
        data.u8(static_cast<std::uint8_t>(kind));
        if (kind == 1)
            data.raw(device_batch(index, place));
        else if (kind == 2)
            data.raw(sha256(body));
        else
            data.raw(body);
        if (kind == 2) server_batch(body, place);
        if (kind == 3) arrivals_[index] = body;
        if (leaf_hash(data.bytes()) != leaf) fault(place, "its content differs from its hash");
    }

    /// The leaf's data, as the batch table gives it.
    Bytes device_batch(std::uint64_t index, std::string const& place) {
        sqlite::Use const use(batch_);
        if (!batch_.with(index).step()) {
            fault(place, "its batch is missing");
            return {};
        }
        ++report_.batches;
        auto const frame = decode_frame(batch_.blob(0));
        auto const* push = frame ? std::get_if<Push>(&*frame) : nullptr;
        auto const body = push ? decode_body(push->batch.body) : Outcome<BatchBody>(Error{"bad_batch", "unreadable"});
        if (!push || !body) {
            fault(place, "its batch cannot be read");
            return {};
        }
        Bytes const verdicts = batch_.bytes(1);
        std::int64_t const server_ms = batch_.integer(4);
        check_batch(push->batch, *body, place);
        check_receipt(push->batch, verdicts, batch_.bytes(2), place);
        auto const list = decode_verdicts(verdicts, limits::batch_deltas_max);
        BatchFacts facts{server_ms, batch_.integer(3), {}, {}};
        store::honour(*push, body->deltas.size(), identity_, facts);
        if (list) {
            facts.honoured = *list;
            fold(push->batch.header, *body, facts);
        } else
            fault(place, "its verdicts cannot be read");
        ByteWriter data;
        data.raw(push->batch.id()), data.raw(sha256(verdicts)), data.svarint(server_ms);
        return data.take();
    }

    void check_batch(SealedBatch const& batch, BatchBody const& body, std::string const& place) {
        auto const& header = batch.header;
        PublicKey key{};
        {
            sqlite::Use const use(key_);
            if (key_.with(header.device.view(), header.epoch).step()) std::ranges::copy(key_.blob(0), key.begin());
        }
        if (auto const verified = verify_batch(batch, body.seed, body.deltas, key); !verified)
            fault(place, verified.error().message);
        auto& last = chains_[{header.device, header.epoch}];
        if (header.previous != last.second || header.n != last.first) fault(place, "its chain is broken");
        last = {header.n + 1, batch.id()};
    }

    void check_receipt(SealedBatch const& batch, Bytes const& verdicts, Bytes const& bytes, std::string const& place) {
        auto const receipt = Receipt::decode(bytes);
        ++report_.receipts;
        if (!receipt || !verify_receipt(*receipt, identity_))
            return fault(place, "its receipt is not signed by this server");
        if (receipt->batch != batch.id() || receipt->verdicts != sha256(verdicts))
            fault(place, "its receipt is for something else");
        if (receipt->tree_size != tree_.size() || receipt->tree_root != tree_.root())
            fault(place, "its receipt names another tree head");
    }

    void fold(BatchHeader const& header, BatchBody const& body, BatchFacts const& facts) {
        (void)judge(header, body.deltas, facts, refold_);
        auto& counter = refold_.counters[ReplicaId::of(header.device, header.epoch)];
        counter = std::max(counter, highest_dot(header, body.deltas));
    }

    void server_batch(Bytes const& body, std::string const& place) {
        auto const deltas = decode_columns(body, server_batch_deltas_max);
        if (!deltas) return fault(place, "the server's batch cannot be read");
        for (auto const& delta : *deltas) {
            auto const before = refold_.row(delta.record.name);
            Record const base = before ? before->record : Record{delta.record.name, delta.record.key, {}};
            refold_.put(apply(base, delta.record), before, {});
            for (auto const& [number, field] : delta.record.fields)
                for (auto const& sibling : field.siblings)
                    if (!sibling.is_named_only()) {
                        auto& counter = refold_.counters[sibling.dot.replica];
                        counter = std::max(counter, sibling.dot.counter);
                    }
        }
    }

    /// Every head that a transaction left is one of this log, and the log ends where the writer left it: leaves cut off are missed.
    void compare_heads() {
        sqlite::Statement heads(db_, "SELECT seq, size, root FROM head ORDER BY seq");
        std::uint64_t seq = 0;
        while (heads.step()) {
            seq = heads.unsigned_integer(0);
            auto const size = heads.unsigned_integer(1);
            bool const is_here = size <= roots_.size() && (size == 0 || roots_[size - 1] == hash_from(heads.blob(2)));
            if (!is_here) fault("head of seq " + std::to_string(seq), "is not a head of this log");
        }
        sqlite::Statement end(db_, "SELECT value FROM meta WHERE name='frontier'");
        bool const ends_here = end.step() ? end.bytes(0) == tree_.encode() : roots_.empty();
        if (!ends_here) fault("log", "does not end where its writer left it");
        compare_tiles();
        sqlite::Statement last(db_, "SELECT (SELECT seq FROM last_seq), (SELECT max(seq) FROM record)");
        if (last.step() && (last.unsigned_integer(0) < seq || last.unsigned_integer(0) < last.unsigned_integer(1)))
            fault("last_seq", "is older than what stands in the store");
        sqlite::Statement batches(db_, "SELECT count(*) FROM batch");
        if (batches.step() && batches.unsigned_integer(0) != report_.batches)
            fault("batch", "the table holds batches that are not in the log");
    }

    void compare_anchors(std::vector<LogHead> const& anchors) {
        sqlite::Statement own(db_, "SELECT value FROM meta WHERE name='log_id'");
        auto const log_id = own.step() ? Uuid::from(own.blob(0)) : Uuid{};
        for (auto const& head : anchors) {
            auto const name = "anchored head of size " + std::to_string(head.size);
            if (!verify_head(head, identity_)) {
                fault(name, "is not signed by this server");
            } else if (head.log_id != log_id) {
                fault(name, "is of another log");
            } else if (head.size > roots_.size()) {
                fault(name, "is longer than the log, which ends at " + std::to_string(roots_.size()));
            } else if (head.size > 0 && roots_[head.size - 1] != head.root) {
                fault(name, "is not a head of this log: it was rewritten before that entry");
            }
        }
    }

    /// A wrong tile would make honest proofs fail.
    void compare_tiles() {
        std::map<std::pair<std::int64_t, std::uint64_t>, Hash> here;
        sqlite::Statement rows(db_, "SELECT level, idx, hash FROM log_tile");
        while (rows.step()) here[{rows.integer(0), rows.unsigned_integer(1)}] = hash_from(rows.blob(2));
        for (auto const& tile : tiles_) {
            auto const name = "log_tile " + std::to_string(tile.level) + "/" + std::to_string(tile.index);
            auto const found = here.find({tile.level, tile.index});
            if (found == here.end())
                fault(name, "is missing");
            else if (found->second != tile.root)
                fault(name, "is not a root of this log");
        }
        if (here.size() > tiles_.size()) fault("log_tile", "has tiles that this log does not fill");
    }

    /// What was refused, and what waits for its record, is evidence too.
    void compare_held() {
        auto missing = refold_.held;
        sqlite::Statement rows(db_, "SELECT device, epoch, n, idx, delta, code FROM held");
        while (rows.step()) {
            auto const name =
                held_name(rows.blob(0), rows.unsigned_integer(1), rows.unsigned_integer(2), rows.unsigned_integer(3));
            auto const found = missing.find(name);
            if (found == missing.end())
                fault("held " + name, "is not in the log");
            else if (found->second != std::pair(rows.bytes(4), rows.text(5)))
                fault("held " + name, "differs from the log");
            if (found != missing.end()) missing.erase(found);
        }
        for (auto const& one : missing) fault("held " + one.first, "is in the log and missing here");
        sqlite::Statement waiting(db_, "SELECT count(*) FROM waiting");
        if (waiting.step() && waiting.unsigned_integer(0) != refold_.waiting())
            fault("waiting", std::to_string(refold_.waiting()) + " deltas wait by the log, " +
                                 std::to_string(waiting.unsigned_integer(0)) + " in the table");
    }

    /// Each photo's receipt is this server's, for the leaf that the log holds, and names a head of this log that has it.
    void compare_photos() {
        report_.blobs = arrivals_.size();
        sqlite::Statement rows(db_, "SELECT sha256, size, idx, server_ms, receipt FROM blob");
        std::size_t count = 0;
        for (; rows.step(); ++count) {
            std::string const place = "photo " + to_hex(rows.blob(0));
            ByteWriter leaf;
            leaf.raw(rows.blob(0)), leaf.varint(rows.unsigned_integer(1)), leaf.svarint(rows.integer(3));
            auto const index = rows.unsigned_integer(2);
            auto const found = arrivals_.find(index);
            if (found == arrivals_.end() || found->second != leaf.bytes()) {
                fault(place, "differs from its leaf in the log");
                continue;
            }
            auto const receipt = BlobReceipt::decode(rows.blob(4));
            if (!receipt || !verify_blob_receipt(*receipt, identity_))
                fault(place, "its receipt is not signed by this server");
            else if (receipt->sha256 != hash_from(rows.blob(0)) || receipt->size != rows.unsigned_integer(1) ||
                     receipt->index != index || receipt->server_ms != rows.integer(3))
                fault(place, "its receipt is for something else");
            else if (receipt->tree_size <= index || receipt->tree_size > roots_.size() ||
                     receipt->tree_root != roots_[receipt->tree_size - 1])
                fault(place, "its receipt names another tree head");
        }
        if (count != arrivals_.size())
            fault("blob",
                  std::to_string(arrivals_.size()) + " photos in the log, " + std::to_string(count) + " in the table");
    }

    void compare() {
        sqlite::Statement rows(db_, "SELECT row FROM record");
        while (rows.step()) {
            ++report_.records;
            auto const record = decode_record(rows.blob(0));
            if (!record) {
                fault("record", "a row cannot be read");
                continue;
            }
            auto const found = refold_.rows.find(record->name);
            bool const same = found != refold_.rows.end() && encode_record(found->second.record) == rows.bytes(0);
            if (!same)
                fault("record " + record->name.id.to_string(),
                      found == refold_.rows.end() ? "is not in the log" : "differs from the log");
        }
        if (refold_.rows.size() != report_.records)
            fault("record", std::to_string(refold_.rows.size()) + " records in the log, " +
                                std::to_string(report_.records) + " in the table");
    }

    sqlite::Database& db_;
    PublicKey const& identity_;
    sqlite::Statement batch_, key_;
    MerkleFrontier tree_;
    std::vector<MerkleTile> tiles_;
    std::vector<Hash> roots_;                  ///< after each leaf
    std::map<std::uint64_t, Bytes> arrivals_;  ///< the leaf's body, by its index
    Refold refold_;
    std::map<std::pair<Uuid, std::uint64_t>, std::pair<std::uint64_t, Hash>> chains_;
    AuditReport report_;
};
}  // namespace

AuditReport audit(sqlite::Database& db, PublicKey const& identity, std::vector<LogHead> const& anchors) {
    return Audit(db, identity).run(anchors);
}

std::vector<Hash> arrived_photos(sqlite::Database& db) {
    std::vector<Hash> out;
    sqlite::Statement arrived(db, "SELECT substr(body, 1, 32) FROM log WHERE kind=3 AND length(body)>32 ORDER BY idx");
    while (arrived.step()) out.push_back(hash_from(arrived.blob(0)));
    return out;
}

}  // namespace mingcha
