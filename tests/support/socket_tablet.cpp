#include "tests/support/socket_tablet.hpp"

#include <openssl/evp.h>

#include <nlohmann/json.hpp>
#include <stdexcept>

#include "server/sync/session.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "shared/wire/upload_proof.hpp"

namespace mingcha::test {

SocketTablet::SocketTablet(std::filesystem::path const& store, std::uint64_t seed) : random_(seed) {
    auto opened = Replica::open(store.string(), clock_, random_);
    if (!opened) throw std::runtime_error(opened.error().message);
    replica_ = *std::move(opened);
}

Outcome<Unit> SocketTablet::enrol(std::string const& base, std::string const& code) {
    HttpClient client;
    if (auto const connected = client.connect(base); !connected) return connected;
    auto const who = client.request("GET", "/identity");
    if (!who) return who.error();
    auto const keys = nlohmann::json::parse(who->body);
    Identity identity;
    if (device_.is_nil()) {  // as the app: one device and key for all its tries
        device_ = Uuid::v7(clock_.now().time_ms, random_);
        key_ = SigningKey::generate(random_);
    }
    identity.device = device_;
    identity.key = key_;
    auto const fill = [&](PublicKey& key, char const* name) {
        std::ranges::copy(*from_hex(keys[name].get<std::string>()), key.begin());
    };
    fill(identity.server_identity, "identity");
    fill(identity.server_box, "box_key");
    nlohmann::json const ask{{"code", code},
                             {"device", identity.device.to_string()},
                             {"public_key", to_hex(identity.key.public_key())},
                             {"label", "test"}};
    Headers headers;
    headers.add("Content-Type", "application/json");
    auto const reply = client.request("POST", "/api/v1/enrol", headers, ask.dump());
    if (!reply) return reply.error();
    auto const answer = nlohmann::json::parse(reply->body);
    if (reply->status != 200) return Error{answer.value("code", "enrol_failed"), reply->body};
    identity.log_id = *Uuid::parse(answer["log_id"].get<std::string>());
    identity.person = *Uuid::parse(answer["person"]["id"].get<std::string>());
    identity.epoch = answer["epoch"].get<std::uint64_t>();
    if (replica_->is_enrolled()) return Unit{};
    return replica_->enrol(identity);
}

bool SocketTablet::sync(std::string const& base, int frames_max) {
    int frames = 0;
    return session(base, [&](SyncDriver& driver) { return driver.is_drained() || frames++ >= frames_max; }) &&
           last_drained_;
}

bool SocketTablet::listen_until(std::string const& base, std::function<bool()> const& done) {
    return session(base, [&](SyncDriver&) { return done(); });
}

bool SocketTablet::session(std::string const& base, std::function<bool(SyncDriver&)> const& enough) {
    WebSocketClient line;
    WebSocketClient::Options options;
    options.pinned = replica_->identity().server_identity;
    auto const opened = line.connect(base + "/sync", {}, options);
    last_code = opened ? "" : opened.error().code;
    if (!opened) return false;
    auto const nonce = from_hex(opened->get(nonce_header));
    if (!nonce) return false;
    SyncDriver driver(*replica_, random_);
    auto const go_on = [&](DriverStep const& step) {
        for (auto const& frame : step.send)
            if (!line.send(frame)) return false;
        if (step.disconnect) last_code = step.code;
        return !step.disconnect;
    };
    bool open = go_on(driver.on_open(*nonce));
    bool reached = false;
    while (open && !(reached = enough(driver))) {
        auto const frame = line.receive(20'000);
        if (!frame) last_code = frame.error().code;
        open = frame && go_on(driver.on_message(*frame));
    }
    last_drained_ = open && driver.is_drained();
    line.cut();
    (void)driver.on_close();
    return reached;
}

bool SocketTablet::drain(std::string const& base, int sessions_max) {
    for (int i = 0; i < sessions_max; ++i)
        if (sync(base)) return true;
    return false;
}

namespace {
std::string base64(std::string_view bytes) {
    std::string out(4 * ((bytes.size() + 2) / 3) + 1, '\0');
    out.resize(static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()),
                                                        reinterpret_cast<unsigned char const*>(bytes.data()),
                                                        static_cast<int>(bytes.size()))));
    return out;
}
}  // namespace

Outcome<Unit> SocketTablet::send_photo(std::string const& base, ByteView bytes, std::optional<Hash> announced,
                                       std::optional<Hash> checksum) {
    HttpClient client;
    if (auto const connected = client.connect(base); !connected) return connected;
    auto const hash = announced.value_or(sha256(bytes));
    auto const hex = to_hex(hash);
    Headers headers;
    headers.add("Tus-Resumable", "1.0.0");
    auto const& me = replica_->identity();
    headers.add("Mingcha-Device", me.device.to_string());
    headers.add("Mingcha-Proof", header_text(prove_upload(me.key, hash, me.server_identity, me.device, me.epoch)));
    headers.add("Upload-Length", std::to_string(bytes.size()));
    headers.add("Upload-Metadata", "sha256 " + base64(hex));
    if (checksum) headers.add("Upload-Checksum", "sha256 " + base64(as_text(*checksum)));
    headers.add("Content-Type", "application/offset+octet-stream");
    auto const reply = client.request("POST", "/files", headers, as_text(bytes));
    if (!reply) return reply.error();
    bool const whole = reply->headers.get("Upload-Offset") == std::to_string(bytes.size());
    if (reply->status == 200 || (reply->status == 201 && whole)) {
        auto const receipt = from_hex(reply->headers.get(blob_receipt_header));
        bool const proven = receipt && is_receipt_for(*receipt, hash, bytes.size(), me.server_identity);
        return proven ? Outcome<Unit>(Unit{})
                      : Outcome<Unit>(Error{"no_receipt", "the photo came without its receipt"});
    }
    return Error{"upload_refused", std::to_string(reply->status) + " " + reply->body};
}

void SocketTablet::write(RecordName const& name, std::string const& key, char const* field, Value value) {
    Change const change{
        name, key, find_field(*find_type(name.type), field)->number, Change::Kind::write, std::move(value), {}, {}};
    auto const done = replica_->write(std::span(&change, 1), person());
    if (!done) throw std::runtime_error(done.error().message);
}

Root SocketTablet::shared_visit() {
    Root best{RootKind::visit, {}};
    std::size_t most = 0;
    auto const visits = replica_->records(RecordType::visit);
    for (auto const& visit : *visits) {
        auto const* members = visit.find("members");
        if (members && members->siblings.size() > most) {
            most = members->siblings.size();
            best = visit.name.root;
        }
    }
    return best;
}

Root SocketTablet::planned_visit(std::string_view list_code) {
    auto const visits = replica_->records(RecordType::visit);
    for (auto const& visit : *visits)
        if (visit.value("lead").id() == person() && visit.value("checklist")["code"].text() == list_code)
            return visit.name.root;
    return {RootKind::visit, {}};
}

}  // namespace mingcha::test
