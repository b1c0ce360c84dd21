#include <iostream>
#include <nlohmann/json.hpp>

#include "server/admin/commands.hpp"
#include "server/store/visit_projection.hpp"
#include "shared/wire/columns.hpp"
#include "shared/wire/frames.hpp"
#include "shared/wire/limits.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::ordered_json;

Json hex_list(std::vector<Hash> const& hashes) {
    Json out = Json::array();
    for (auto const& hash : hashes) out.push_back(to_hex(hash));
    return out;
}

/// What of the log concerns one visit and its findings.
class Disclosure {
public:
    Disclosure(sqlite::Database& db, LogHead const& head, std::set<Root> roots)
        : db_(db), log_(db), head_(head), roots_(std::move(roots)) {}

    Json batches() {
        Json out = Json::array();
        sqlite::Statement all(db_, "SELECT idx, push, verdicts, receipt FROM batch WHERE idx<?1 ORDER BY idx");
        all.with(head_.size);
        while (all.step()) {
            auto const frame = decode_frame(all.blob(1));
            auto const* push = frame ? std::get_if<Push>(&*frame) : nullptr;
            auto const body = push ? decode_body(push->batch.body) : Outcome<BatchBody>(Error{"bad_batch", ""});
            if (!body) throw sqlite::Failure({"corrupt", "a batch cannot be read back"});
            auto deltas = shown(*body);
            if (deltas.empty()) continue;
            auto const& header = push->batch.header;
            out.push_back({{"header", to_hex(header.encode())},
                           {"signature", to_hex(push->batch.signature)},
                           {"device_key", to_hex(key_of(header))},
                           {"verdicts", to_hex(all.blob(2))},
                           {"receipt", to_hex(all.blob(3))},
                           {"path", path(all.unsigned_integer(0))},
                           {"deltas", std::move(deltas)}});
        }
        return out;
    }

    /// What the office itself wrote of them: its rulings, above all. A leaf that also speaks of another root is left out: it has no salts.
    Json office() {
        Json out = Json::array();
        sqlite::Statement all(db_, "SELECT idx, body FROM log WHERE kind=2 AND idx<?1 ORDER BY idx");
        all.with(head_.size);
        while (all.step()) {
            auto const deltas = decode_columns(all.blob(1), limits::batch_deltas_max);
            if (!deltas) throw sqlite::Failure({"corrupt", "writes of the office cannot be read back"});
            auto const is_of_it = [&](Delta const& delta) { return roots_.contains(delta.record.name.root); };
            if (!std::ranges::all_of(*deltas, is_of_it)) continue;
            out.push_back({{"index", all.unsigned_integer(0)},
                           {"writes", to_hex(all.blob(1))},
                           {"path", path(all.unsigned_integer(0))}});
        }
        return out;
    }

    Json photos(std::vector<Record const*> const& photos) {
        Json out = Json::array();
        sqlite::Statement one(db_, "SELECT idx, size, server_ms FROM blob WHERE sha256=?1 AND idx<?2");
        for (auto const* photo : photos) {
            auto const hash = photo->value("sha256").bytes();
            sqlite::Use const use(one);
            if (hash.size() != Hash{}.size() || !one.with(hash, head_.size).step()) continue;
            out.push_back({{"sha256", to_hex(hash)},
                           {"size", one.unsigned_integer(1)},
                           {"time", one.integer(2)},
                           {"index", one.unsigned_integer(0)},
                           {"path", path(one.unsigned_integer(0))}});
        }
        return out;
    }

private:
    Json path(std::uint64_t index) {
        return hex_list(inclusion_proof(
            index, head_.size, [this](std::uint64_t first, std::uint64_t count) { return log_.root(first, count); }));
    }

    Json shown(BatchBody const& body) {
        Json out = Json::array();
        std::vector<Hash> leaves;
        for (std::size_t i = 0; i < body.deltas.size(); ++i)
            leaves.push_back(delta_leaf(body.seed, i, encode_delta(body.deltas[i])));
        for (std::size_t i = 0; i < body.deltas.size(); ++i)
            if (roots_.contains(body.deltas[i].record.name.root))
                out.push_back({{"index", i},
                               {"salt", to_hex(delta_salt(body.seed, i))},
                               {"delta", to_hex(encode_delta(body.deltas[i]))},
                               {"path", hex_list(inclusion_proof(leaves, i))}});
        return out;
    }

    Bytes key_of(BatchHeader const& header) {
        sqlite::Statement key(db_, "SELECT key FROM device_epoch WHERE device=?1 AND epoch=?2");
        return key.with(header.device.view(), header.epoch).step() ? key.bytes(0) : Bytes{};
    }

    sqlite::Database& db_;
    store::LogReader log_;
    LogHead const& head_;
    std::set<Root> roots_;
};

std::set<Root> roots_of(VisitCase const& of) {
    std::set<Root> out;
    for (auto const* list : {&of.records, &of.findings})
        for (auto const& record : *list) out.insert(record.name.root);
    return out;
}

}  // namespace

int run_export_proof(std::string const& directory, std::string const& visit) {
    auto const id = Uuid::parse(visit);
    if (!id) return failed({"bad_visit", "\"" + visit + "\" is no visit's id; export visits names them"});
    auto data = OfficeData::open(directory);
    if (!data) return failed(data.error());
    auto& store = *(*data)->store;
    auto const proof = store.log_proof({}, (*data)->clock.now().time_ms);
    if (!proof) return failed(proof.error());
    Json document{{"schema", disclosure_schema},
                  {"visit", visit},
                  {"identity", to_hex((*data)->keys.identity.public_key())},
                  {"head", to_hex(proof->head.encode())}};
    bool found = false;
    auto const read = store.read([&](sqlite::Database& db) {
        auto const of = read_visit_case(db, *id, [](auto&&...) { return nullptr; });
        found = of != nullptr;
        if (!of) return;
        Disclosure disclosure(db, proof->head, roots_of(*of));
        document["batches"] = disclosure.batches();
        document["office"] = disclosure.office();
        document["photos"] = disclosure.photos(of->file.photos);
    });
    if (!read) return failed(read.error());
    if (!found) return failed({"bad_visit", "there is no visit " + visit + "; export visits names those there are"});
    std::cout << document.dump(1) << "\n";
    return 0;
}

}  // namespace mingcha
