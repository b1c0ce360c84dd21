#include <openssl/evp.h>

#include <catch2/catch.hpp>
#include <set>
#include <thread>

#include "server/blobs/file_blob_store.hpp"
#include "server/blobs/tus.hpp"
#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace tus_test {
namespace {
Bytes some_bytes(std::size_t size, std::uint64_t seed) {
    SeededRandom random(seed);
    Bytes out(size);
    random.fill(out);
    return out;
}

std::string base64(ByteView bytes) {
    std::string out((bytes.size() + 2) / 3 * 4 + 1, '\0');
    auto const size =
        EVP_EncodeBlock(reinterpret_cast<unsigned char*>(out.data()), bytes.data(), static_cast<int>(bytes.size()));
    out.resize(static_cast<std::size_t>(size));
    return out;
}

/// A server with blob routes. Names of askers come in a header; hashes are allowed when named.
class BlobServer {
public:
    BlobServer() {
        auto opened = FileBlobStore::open(directory_.path(), random_, {100, 0});
        MC_CHECK(opened);
        store_ = std::move(*opened);
        running_ = std::make_unique<RunningServer>(router());
    }
    ~BlobServer() { running_.reset(); }

    void name(Bytes const& content) {
        std::lock_guard const lock(mutex_);
        named_.insert(sha256(content));
    }
    [[nodiscard]] int arrivals() {
        std::lock_guard const lock(mutex_);
        return static_cast<int>(arrived_.size());
    }
    void let_log_fail(bool fails) {
        std::lock_guard const lock(mutex_);
        log_fails_ = fails;
    }
    [[nodiscard]] HttpClient client(bool tls = true) const { return running_->client(tls); }
    [[nodiscard]] FileBlobStore& store() { return *store_; }
    [[nodiscard]] std::size_t files_kept() const {
        return static_cast<std::size_t>(
            std::distance(std::filesystem::directory_iterator(directory_.path() / "uploads"), {}));
    }

private:
    Router router() {
        BlobRules rules;
        rules.who = [](HttpRequest const& request) -> Outcome<std::string> {
            if (!request.headers.has("X-Who")) return Error{"unauthenticated", "who are you"};
            return std::string(request.headers.get("X-Who"));
        };
        rules.may_upload = [this](std::string const&, Hash const& hash, std::uint64_t size) -> Outcome<Unit> {
            std::lock_guard const lock(mutex_);
            if (!named_.contains(hash)) return Error{"not_named", "no stored batch names it"};
            if (size > 5'000'000) return Error{"over_quota", "the device's quota is used"};
            return Unit{};
        };
        rules.may_read = [](std::string const& who, Hash const&) { return who != "stranger"; };
        rules.on_complete = [this](Hash const& hash, std::uint64_t) -> Outcome<Bytes> {
            std::lock_guard const lock(mutex_);
            if (log_fails_) return Error{"store_error", "no log"};
            arrived_.insert(hash);
            return Bytes(hash.begin(), hash.begin() + 3);  // stands for a receipt
        };
        Router made;
        add_blob_routes(made, *store_, rules, clock_);
        return made;
    }

    TemporaryDirectory directory_;
    SystemRandom random_;
    FakeClock clock_;
    std::mutex mutex_;
    std::set<Hash> named_;
    std::set<Hash> arrived_;
    bool log_fails_ = false;
    std::unique_ptr<FileBlobStore> store_;
    std::unique_ptr<RunningServer> running_;
};

Headers tus(std::string const& who = "tablet") {
    Headers headers;
    headers.add("Tus-Resumable", "1.0.0");
    headers.add("X-Who", who);
    return headers;
}
Headers creation(Bytes const& content) {
    auto headers = tus();
    headers.add("Upload-Length", std::to_string(content.size()));
    headers.add("Upload-Metadata", "filename eA==,sha256 " + base64(view(to_hex(sha256(content)))));
    return headers;
}
Headers patch_at(std::uint64_t offset) {
    auto headers = tus();
    headers.add("Upload-Offset", std::to_string(offset));
    headers.add("Content-Type", "application/offset+octet-stream");
    return headers;
}
std::string create(HttpClient& client, Bytes const& content) {
    auto const reply = client.request("POST", "/files", creation(content));
    MC_CHECK(reply && reply->status == 201);
    return std::string(reply->headers.get("Location"));
}
std::uint64_t offset_of(HttpClient& client, std::string const& location) {
    auto const reply = client.request("HEAD", location, tus());
    MC_CHECK(reply && reply->status == 200);
    return std::stoull(std::string(reply->headers.get("Upload-Offset")));
}
}  // namespace

TEST_CASE("a photo arrives in one request, is counted once and can be read in ranges", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(300'000, 1);
    server.name(content);
    auto client = server.client();
    auto headers = creation(content);
    headers.add("Content-Type", "application/offset+octet-stream");
    auto const reply = client.request("POST", "/files", headers, as_text(content));
    REQUIRE(reply);
    CHECK(reply->status == 201);
    CHECK(reply->headers.get("Upload-Offset") == "300000");
    CHECK(server.arrivals() == 1);
    CHECK(server.files_kept() == 0);
    CHECK(offset_of(client, std::string(reply->headers.get("Location"))) == 300'000);  // the answer may have been lost
    auto const again = client.request("POST", "/files", creation(content));
    CHECK(again->status == 201);
    CHECK(again->headers.get("Upload-Offset") == "300000");
    auto const target = "/blobs/" + to_hex(sha256(content));
    auto range = tus();
    range.add("Range", "bytes=100-199");
    auto const part = client.request("GET", target, range);
    CHECK(part->status == 206);
    CHECK(part->body == as_text(content).substr(100, 100));
    auto const whole = client.request("GET", target, tus());
    CHECK(whole->body == as_text(content));
    CHECK(whole->headers.get("Cache-Control").starts_with("private"));
    auto known = tus();
    known.add("If-None-Match", whole->headers.get("ETag"));
    CHECK(client.request("GET", target, known)->status == 304);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("complaint 13: an upload that is cut at 200 random places sends no more than the file and a chunk a cut",
          "[blobs][tus][law][complaints]") {
    std::uint64_t const seed = 20261123;
    CAPTURE(seed);
    SeededRandom random(seed);
    BlobServer server;
    auto const content = some_bytes(4'000'000, seed);
    server.name(content);
    constexpr std::uint64_t chunk = 20'000, cuts_wanted = 200;
    auto client = server.client();
    auto const location = create(client, content);
    std::uint64_t sent = 0, cuts = 0, collisions = 0;
    auto offset = offset_of(client, location);
    while (offset < content.size()) {
        auto const size = std::min<std::uint64_t>(chunk, content.size() - offset);
        auto const body = as_text(content).substr(offset, size);
        auto line = server.client();
        if (cuts < cuts_wanted) {
            auto const text = HttpClient::request_text("PATCH", location, patch_at(offset), body);
            auto const reached = random.below(size);
            REQUIRE(line.send_raw(std::string_view(text).substr(0, text.size() - size + reached)));
            line.cut();
            sent += reached;
            ++cuts;
        } else {
            // 409 or 423: a request of a line that was cut reached the upload after our HEAD, or took it over while we sent.
            // At most one a cut, for it is spent then; HEAD tells again.
            auto const reply = line.request("PATCH", location, patch_at(offset), body);
            REQUIRE(reply);
            CHECK((reply->status == 204 || reply->status == 409 || reply->status == 423));
            collisions += reply->status != 204;
            sent += size;
        }
        auto const now = offset_of(client, location);
        CHECK(now >= offset);
        offset = now;
        if (offset == content.size()) break;
    }
    CHECK(collisions <= cuts);
    CHECK(sent <= content.size() + chunk * (cuts + collisions));
    CHECK(cuts == cuts_wanted);
    CHECK(*server.store().read(sha256(content), 0, content.size()) == content);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("complaint 14: a thousand photos arrive one after the other on one line, each once",
          "[blobs][tus][complaints]") {
    BlobServer server;
    auto client = server.client();
    for (std::uint64_t i = 0; i < 1'000; ++i) {
        auto const content = some_bytes(300, i);
        server.name(content);
        auto const location = create(client, content);
        auto const reply = client.request("PATCH", location, patch_at(0), as_text(content));
        REQUIRE((reply && reply->status == 204));
    }
    CHECK(server.arrivals() == 1'000);
}

TEST_CASE("nobody is told that a photo arrived before its arrival is in the log", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(1000, 12);
    server.name(content);
    auto client = server.client();
    auto const location = create(client, content);
    server.let_log_fail(true);
    auto const reply = client.request("PATCH", location, patch_at(0), as_text(content));
    CHECK(reply->status == 503);
    CHECK(reply->body.find("unavailable") != std::string::npos);
    CHECK(reply->headers.has("Retry-After"));
    CHECK(client.request("HEAD", location, tus())->status == 503);
    CHECK(client.request("POST", "/files", creation(content))->status == 503);
    CHECK(server.arrivals() == 0);
    server.let_log_fail(false);
    CHECK(offset_of(client, location) == 1000);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("bytes that do not have the announced hash are refused and nothing is kept", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(1000, 3);
    server.name(content);
    auto client = server.client();
    auto const location = create(client, content);
    auto const reply = client.request("PATCH", location, patch_at(0), std::string(1000, 'x'));
    CHECK(reply->status == 460);
    CHECK(reply->body.find("wrong_hash") != std::string::npos);
    CHECK(client.request("HEAD", location, tus())->status == 404);
    CHECK(server.files_kept() == 0);
    CHECK(server.arrivals() == 0);
}

TEST_CASE("a chunk with a wrong checksum is forgotten, the upload goes on", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(1000, 4);
    server.name(content);
    auto client = server.client();
    auto const location = create(client, content);
    auto const half = as_text(content).substr(0, 500);
    auto wrong = patch_at(0);
    wrong.add("Upload-Checksum", "sha256 " + base64(sha256(view("else"))));
    CHECK(client.request("PATCH", location, wrong, half)->status == 460);
    CHECK(offset_of(client, location) == 0);
    auto right = patch_at(0);
    right.add("Upload-Checksum", "sha256 " + base64(sha256(view(half))));
    CHECK(client.request("PATCH", location, right, half)->status == 204);
    auto unknown = patch_at(500);
    unknown.add("Upload-Checksum", "md5 AAAA");
    CHECK(client.request("PATCH", location, unknown, half)->status == 400);
    auto cut = server.client();
    auto proven = patch_at(500);
    proven.add("Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    auto const text = HttpClient::request_text("PATCH", location, proven, as_text(content).substr(500));
    REQUIRE(cut.send_raw(std::string_view(text).substr(0, text.size() - 100)));
    cut.cut();
    auto last = server.client();
    CHECK(offset_of(last, location) >= 500);
    auto const offset = offset_of(last, location);
    CHECK(last.request("PATCH", location, patch_at(offset), as_text(content).substr(offset))->status == 204);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("only what a stored batch names is taken, within the quota, from its owner", "[blobs][tus]") {
    BlobServer server;
    auto const named = some_bytes(1000, 5), unnamed = some_bytes(1000, 6), large = some_bytes(5'000'001, 7);
    server.name(named);
    server.name(large);
    auto client = server.client();
    CHECK(client.request("POST", "/files", creation(unnamed))->status == 403);
    CHECK(client.request("POST", "/files", creation(large))->status == 413);
    auto nobody = creation(named);
    Headers stripped;
    for (auto const& [key, value] : nobody.all()) {
        if (key != "X-Who") stripped.add(key, value);
    }
    CHECK(client.request("POST", "/files", stripped)->status == 401);
    auto const location = create(client, named);
    CHECK(client.request("HEAD", location, tus("other"))->status == 404);
    CHECK(client.request("DELETE", location, tus("other"))->status == 404);
    CHECK(client.request("PATCH", location, patch_at(1), "x")->status == 409);
    auto too_much = server.client();  // an early refusal ends its connection: the body is not read
    CHECK(too_much.request("PATCH", location, patch_at(0), std::string(1001, 'x'))->status == 413);
    auto after = server.client();
    CHECK(offset_of(after, location) == 0);
    CHECK(after.request("DELETE", location, tus())->status == 204);
    CHECK(after.request("HEAD", location, tus())->status == 404);
    CHECK(server.files_kept() == 0);
}

TEST_CASE("a newer connection takes an upload over from one that hangs", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(200'000, 8);
    server.name(content);
    auto hanging = server.client();
    auto client = server.client();
    auto const location = create(client, content);
    auto const text = HttpClient::request_text("PATCH", location, patch_at(0), as_text(content));
    REQUIRE(hanging.send_raw(std::string_view(text).substr(0, text.size() - 1000)));
    auto const offset = offset_of(client, location);
    CHECK(client.request("PATCH", location, patch_at(offset), as_text(content).substr(offset))->status == 204);
    REQUIRE(hanging.send_raw(std::string_view(text).substr(text.size() - 1000)));
    auto const late = hanging.read_reply();
    REQUIRE(late);
    CHECK((late->status == 404 || late->status == 423));
    CHECK(*server.store().read(sha256(content), 0, 300'000) == content);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("uploads of one photo from several tablets at once all succeed and count once", "[blobs][tus]") {
    BlobServer server;
    auto const content = some_bytes(400'000, 9);
    server.name(content);
    std::atomic<int> good{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 6; ++t) {
        threads.emplace_back([&] {
            auto client = server.client(false);
            auto const location = create(client, content);
            auto const reply = client.request("PATCH", location, patch_at(0), as_text(content));
            // 409: another finished first, and this one's creation said so already
            // What was refused before its bytes were read ends its connection: whoever asks then asks on another.
            auto asking = server.client(false);
            good += reply && (reply->status == 204 || reply->status == 409) &&
                    offset_of(asking, location) == content.size();
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(good == 6);
    CHECK(server.arrivals() == 1);
    CHECK(server.files_kept() == 0);
}

TEST_CASE("names that are not hashes reach no file", "[blobs]") {
    BlobServer server;
    auto client = server.client();
    for (auto const* target :
         {"/blobs/..%2f..%2fidentity.key", "/blobs/../uploads", "/blobs/%2e%2e", "/blobs/ab", "/files/..%2fx",
          "/blobs/ABCDEF0000000000000000000000000000000000000000000000000000000000", "/files/nothing-here",
          "/blobs/0000000000000000000000000000000000000000000000000000000000000000"}) {
        CAPTURE(target);
        auto const status = client.request("GET", target, tus())->status;
        CHECK((status == 400 || status == 404 || status == 405));
    }
    auto const content = some_bytes(10, 10);
    server.name(content);
    auto const location = create(client, content);
    CHECK(client.request("PATCH", location, patch_at(0), as_text(content))->status == 204);
    CHECK(client.request("GET", "/blobs/" + to_hex(sha256(content)), tus("stranger"))->status == 404);
    // Who may see the record is told that the bytes are under way; nobody else learns that there is a record.
    auto const awaited = "/blobs/" + std::string(64, '7');
    CHECK(client.request("GET", awaited, tus())->body.find("blob_missing") != std::string::npos);
    CHECK(client.request("GET", awaited, tus("stranger"))->body.find("not_found") != std::string::npos);
}

TEST_CASE("what tus asks of every server is here", "[blobs][tus]") {
    BlobServer server;
    auto client = server.client();
    auto const options = client.request("OPTIONS", "/files");
    CHECK(options->status == 204);
    CHECK(options->headers.get("Tus-Version") == "1.0.0");
    CHECK(options->headers.get("Tus-Extension").find("termination") != std::string_view::npos);
    auto old = tus();
    old.set("Tus-Resumable", "0.2.2");
    auto const refused = client.request("POST", "/files", old);
    CHECK(refused->status == 412);
    CHECK(refused->headers.get("Tus-Version") == "1.0.0");
    auto const content = some_bytes(10, 11);
    server.name(content);
    auto const location = create(client, content);
    auto through = patch_at(0);
    through.add("X-HTTP-Method-Override", "PATCH");
    CHECK(client.request("POST", location, through, as_text(content))->status == 204);
    CHECK(server.arrivals() == 1);
}

TEST_CASE("base64 and metadata are read strictly", "[blobs][tus]") {
    CHECK(as_text(*parse_base64("aGVsbG8=")) == "hello");
    CHECK(parse_base64("")->empty());
    CHECK_FALSE(parse_base64("aGVsbG8"));
    CHECK_FALSE(parse_base64("aGVs*G8="));
    CHECK_FALSE(parse_base64("===="));
    CHECK(metadata_value("a eA==,sha256 aGVsbG8=", "sha256") == "hello");
    CHECK_FALSE(metadata_value("a eA==", "sha256"));
    CHECK_FALSE(parse_hash(std::string(64, 'G')));
    CHECK_FALSE(parse_hash(std::string(63, 'a')));
    CHECK(parse_hash(std::string(64, 'a')));
}

}  // namespace tus_test
