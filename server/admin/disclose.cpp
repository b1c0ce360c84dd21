#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "server/admin/commands.hpp"
#include "server/store/visit_projection.hpp"
#include "shared/evidence/disclosure.hpp"
#include "shared/wire/frames.hpp"

namespace mingcha {

namespace {
using Json = nlohmann::ordered_json;
constexpr char const* schema_name = "mingcha-disclosure/1";

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

// ── reading one back ─────────────────────────────────────────────────────────────────────────────────────────────────

/// What a disclosure lacks or has in another form; told with its place.
struct Unreadable {
    std::string what;
};
Json const& member(Json const& of, char const* name) {
    if (!of.is_object() || !of.contains(name)) throw Unreadable{std::string("\"") + name + "\" is missing"};
    return of[name];
}
Bytes bytes_in(Json const& of, char const* name) {
    auto const& text = member(of, name);
    auto const bytes = text.is_string() ? from_hex(text.get<std::string>()) : Outcome<Bytes>(Error{});
    if (!bytes) throw Unreadable{std::string("\"") + name + "\" is not hexadecimal"};
    return *bytes;
}
std::uint64_t number_in(Json const& of, char const* name) {
    auto const& number = member(of, name);
    if (!number.is_number_unsigned()) throw Unreadable{std::string("\"") + name + "\" is not a number"};
    return number.get<std::uint64_t>();
}
template <typename Fixed>
Fixed fixed_in(Json const& of, char const* name) {
    auto const bytes = bytes_in(of, name);
    Fixed out{};
    if (bytes.size() != out.size()) throw Unreadable{std::string("\"") + name + "\" has another length"};
    std::ranges::copy(bytes, out.begin());
    return out;
}
std::vector<Json> list_in(Json const& of, char const* name) {
    auto const& list = member(of, name);
    if (!list.is_array()) throw Unreadable{std::string("\"") + name + "\" is not a list"};
    return {list.begin(), list.end()};
}
std::vector<Hash> path_in(Json const& of) {
    std::vector<Hash> out;
    for (auto const& one : list_in(of, "path")) out.push_back(fixed_in<Hash>({{"path", one}}, "path"));
    return out;
}
template <typename Decoded>
Decoded decoded_in(Json const& of, char const* name) {
    auto const out = Decoded::decode(bytes_in(of, name));
    if (!out) throw Unreadable{std::string("\"") + name + "\": " + out.error().message};
    return *out;
}

DisclosedBatch batch_in(Json const& of) {
    DisclosedBatch out;
    out.header = decoded_in<BatchHeader>(of, "header");
    out.signature = fixed_in<Signature>(of, "signature");
    out.device_key = fixed_in<PublicKey>(of, "device_key");
    out.verdicts = bytes_in(of, "verdicts");
    out.receipt = decoded_in<Receipt>(of, "receipt");
    out.path = path_in(of);
    for (auto const& one : list_in(of, "deltas"))
        out.deltas.push_back(
            {number_in(one, "index"), fixed_in<Hash>(one, "salt"), bytes_in(one, "delta"), path_in(one)});
    return out;
}

/// The faults of a document, each with its place; what is sound is counted.
struct Checked {
    std::vector<std::string> faults;
    std::size_t batches = 0, deltas = 0, photos = 0;
};

Checked check(Json const& document, LogHead const& head, PublicKey const& identity) {
    Checked out;
    for (auto const& one : list_in(document, "batches")) {
        auto const batch = batch_in(one);
        auto const place = "batch " + batch.header.device.to_string() + "/" + std::to_string(batch.header.n) + ": ";
        if (auto const fault = fault_of(batch, head, identity); !fault.empty()) out.faults.push_back(place + fault);
        for (auto const& delta : batch.deltas)
            if (!decode_delta(delta.canonical)) out.faults.push_back(place + "a write that cannot be read");
        ++out.batches, out.deltas += batch.deltas.size();
    }
    for (auto const& one : list_in(document, "photos")) {
        auto const hash = fixed_in<Hash>(one, "sha256");
        auto const time = static_cast<std::int64_t>(number_in(one, "time"));
        if (!has_arrival(head, number_in(one, "index"), hash, number_in(one, "size"), time, path_in(one)))
            out.faults.push_back("photo " + to_hex(hash) + ": its arrival is not in the log under this head");
        ++out.photos;
    }
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
    Json document{{"schema", schema_name},
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
        document["photos"] = disclosure.photos(of->file.photos);
    });
    if (!read) return failed(read.error());
    if (!found) return failed({"bad_visit", "there is no visit " + visit + "; export visits names those there are"});
    std::cout << document.dump(1) << "\n";
    return 0;
}

int run_audit_disclosed(std::string const& file, std::string const& identity_hex) {
    std::ifstream in(file);
    auto const document = Json::parse(in, nullptr, false);
    if (document.is_discarded()) return failed({"bad_disclosure", file + " is not JSON"});
    try {
        if (member(document, "schema") != schema_name) throw Unreadable{"another \"schema\""};
        auto const identity = fixed_in<PublicKey>(document, "identity");
        auto const head = decoded_in<LogHead>(document, "head");
        auto checked = check(document, head, identity);
        if (!verify_head(head, identity)) checked.faults.emplace_back("head: not signed by this server");
        if (!identity_hex.empty() && identity_hex != to_hex(identity))
            checked.faults.emplace_back("identity: the document's is " + to_hex(identity));
        for (auto const& fault : checked.faults) std::cout << "fault: " << fault << "\n";
        std::cout << checked.deltas << " writes in " << checked.batches << " batches and " << checked.photos
                  << " photos, under the head of " << head.size << " entries: "
                  << (checked.faults.empty() ? "sound" : std::to_string(checked.faults.size()) + " faults") << "\n"
                  << "signed by the server " << fingerprint(identity) << "\n";
        return checked.faults.empty() ? 0 : 1;
    } catch (Unreadable const& wrong) {
        return failed({"bad_disclosure", file + ": " + wrong.what});
    }
}

}  // namespace mingcha
