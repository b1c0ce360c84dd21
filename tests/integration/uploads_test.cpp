#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <map>

#include "server/blobs/file_blob_store.hpp"
#include "shared/wire/upload_proof.hpp"
#include "tests/support/server_process.hpp"
#include "tests/support/socket_tablet.hpp"

using namespace mingcha;
using namespace mingcha::test;
namespace uploads_test {
namespace fs = std::filesystem;

namespace {
Bytes const picture = Bytes(1000, 7);

/// An office with one tablet, whose handed-in record names the picture.
struct Office {
    TemporaryDirectory home;
    fs::path data = home.path() / "server";
    std::unique_ptr<ServerProcess> server;
    std::unique_ptr<SocketTablet> tablet;

    Office() {
        REQUIRE(mingchad({"demo", "--data", data.string(), "--schools", "13"}).code == 0);
        server = std::make_unique<ServerProcess>(data);
        tablet = tablet_of("王建国", 1);
        auto const visit = tablet->shared_visit();
        SeededRandom random(4);
        RecordName const photo{visit, RecordType::photo, Uuid::v7(1'795'000'000'000, random)};
        tablet->write(photo, "", "sha256", Value(sha256(picture)));
        REQUIRE(tablet->replica().seal());
        REQUIRE(tablet->drain(server->base()));
    }

    std::unique_ptr<SocketTablet> tablet_of(std::string const& person, std::uint64_t seed) {
        auto out = std::make_unique<SocketTablet>(home.path() / std::to_string(seed), seed);
        auto const code = mingchad({"enrol", "--data", data.string(), "--person", person}).out.substr(0, 9);
        REQUIRE(out->enrol(server->base(), code));
        REQUIRE(out->drain(server->base()));
        return out;
    }

    std::string audit() {
        server->stop();
        auto const ran = mingchad({"audit", "verify", "--data", data.string()});
        CHECK(ran.code == 0);
        return ran.out;
    }
};

/// The status of an attempt to begin an upload of the picture as `device`, with this proof.
unsigned attempt(std::string const& base, Uuid const& device, std::string const& proof) {
    HttpClient client;
    REQUIRE(client.connect(base));
    auto const hex = to_hex(sha256(picture));
    static std::string const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string encoded;
    for (std::size_t at = 0; at < hex.size(); at += 3) {
        unsigned bits = 0;
        for (std::size_t i = at; i < at + 3; ++i)
            bits = bits << 8 | (i < hex.size() ? static_cast<std::uint8_t>(hex[i]) : 0u);
        for (int shift = 18; shift >= 0; shift -= 6) encoded += digits[bits >> shift & 63];
    }
    encoded.replace(encoded.size() - 2, 2, "==");  // 64 = 21 · 3 + 1
    Headers headers;
    headers.add("Tus-Resumable", "1.0.0");
    headers.add("Mingcha-Device", device.to_string());
    if (!proof.empty()) headers.add("Mingcha-Proof", proof);
    headers.add("Upload-Length", std::to_string(picture.size()));
    headers.add("Upload-Metadata", "sha256 " + encoded);
    auto const reply = client.request("POST", "/files", headers, "");
    REQUIRE(reply);
    return static_cast<unsigned>(reply->status);
}
}  // namespace

TEST_CASE("a photo is taken only from a device that proves itself, for this photo and this server", "[integration]") {
    Office office;
    auto const other = office.tablet_of("张伟", 2);
    auto const& me = office.tablet->replica().identity();
    auto const& they = other->replica().identity();
    auto const hash = sha256(picture);
    auto const base = office.server->base();
    auto const proof = [&](Identity const& who, Hash const& photo, PublicKey const& server, std::uint64_t epoch) {
        return header_text(prove_upload(who.key, photo, server, me.device, epoch));
    };
    CHECK(attempt(base, me.device, "") == 401);
    CHECK(attempt(base, me.device, "1 00") == 401);
    CHECK(attempt(base, me.device, proof(they, hash, me.server_identity, me.epoch)) == 401);
    CHECK(attempt(base, me.device, proof(me, sha256(Bytes{1}), me.server_identity, me.epoch)) == 401);
    CHECK(attempt(base, me.device, proof(me, hash, they.key.public_key(), me.epoch)) == 401);
    CHECK(attempt(base, me.device, proof(me, hash, me.server_identity, me.epoch + 1)) == 401);
    CHECK(attempt(base, they.device, proof(me, hash, me.server_identity, me.epoch)) == 401);
    CHECK(attempt(base, me.device, proof(me, hash, me.server_identity, me.epoch)) == 201);
    CHECK(office.tablet->send_photo(base, picture));
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
}

TEST_CASE("bytes that are not the photo they were announced as are refused by name, and the right ones still come",
          "[integration]") {
    Office office;
    auto const base = office.server->base();
    auto const wrong = office.tablet->send_photo(base, Bytes(picture.size(), 8), sha256(picture));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().message.find("460") != std::string::npos);
    CHECK(wrong.error().message.find("wrong_hash") != std::string::npos);
    auto const hex = to_hex(sha256(picture));
    auto const kept = office.data / "photos" / "blobs" / hex.substr(0, 2) / hex.substr(2, 2) / hex;
    CHECK_FALSE(fs::exists(kept));
    CHECK(office.tablet->drain(base));  // nothing of the tablet's queue was spoilt
    CHECK(office.tablet->send_photo(base, picture));
    CHECK(fs::exists(kept));
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
}

TEST_CASE("a part that was spoilt on the way is refused by its checksum, and sent again it is taken", "[integration]") {
    Office office;
    auto const base = office.server->base();
    auto const spoilt = office.tablet->send_photo(base, picture, {}, sha256(Bytes(picture.size(), 8)));
    REQUIRE_FALSE(spoilt);
    INFO(spoilt.error().message);
    CHECK(spoilt.error().message.find("wrong_checksum") != std::string::npos);
    CHECK(office.tablet->drain(base));
    CHECK(office.tablet->send_photo(base, picture, {}, sha256(picture)));
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
}

TEST_CASE("admin commands beside a running server leave the photos that arrive alone", "[integration]") {
    Office office;
    SeededRandom random(5);
    fs::path const uploads = office.data / "photos" / "uploads";
    {
        // As on the disk of a server in the middle of two uploads: more is written than was made durable, and one just began.
        auto const store = FileBlobStore::open(office.data / "photos", random, {});
        REQUIRE(store);
        auto const half = (*store)->begin(sha256(picture), picture.size(), "tablet", 1);
        REQUIRE(half);
        REQUIRE((*store)->append(*half, ByteView(picture).first(100)));
        REQUIRE((*store)->keep(*half));
        REQUIRE((*store)->append(*half, ByteView(picture).subspan(100, 500)));
        auto const fresh = (*store)->begin(sha256(Bytes{1}), 10, "tablet", 1);
        REQUIRE(fresh);
        REQUIRE((*store)->append(*fresh, Bytes{1, 2}));
    }
    auto const sizes = [&] {
        std::map<fs::path, std::uintmax_t> out;
        for (auto const& entry : fs::directory_iterator(uploads)) out[entry.path()] = entry.file_size();
        return out;
    };
    auto const before = sizes();
    REQUIRE(before.size() == 3);
    auto const data = office.data.string();
    CHECK(mingchad({"enrol", "--data", data, "--person", "王建国"}).code == 0);
    CHECK(mingchad({"export", "visits", "--data", data}).code == 0);
    CHECK(mingchad({"audit", "verify", "--data", data}).code == 0);
    CHECK(sizes() == before);
}

TEST_CASE("nothing in the office's data can be read by other users of the machine", "[integration]") {
    auto const usual = ::umask(0);  // the most generous that an operator could have
    Office office;
    CHECK(office.tablet->send_photo(office.server->base(), picture));
    ::umask(usual);
    auto const others = fs::perms::group_all | fs::perms::others_all;
    CHECK((fs::status(office.data).permissions() & others) == fs::perms::none);
    int files = 0;
    for (auto const& entry : fs::recursive_directory_iterator(office.data)) {
        INFO(entry.path());
        if (entry.is_symlink()) continue;
        CHECK((entry.status().permissions() & others) == fs::perms::none);
        ++files;
    }
    CHECK(files > 5);
}

TEST_CASE("a directory is served by one server at a time, and is free when that one is killed", "[integration]") {
    Office office;
    CHECK_THROWS_WITH(ServerProcess(office.data), Catch::Contains("did not listen"));
    office.server->kill_hard();
    CHECK_NOTHROW(ServerProcess(office.data));
}

TEST_CASE("the audit opens every photo that arrived and names those that are missing or altered", "[integration]") {
    Office office;
    REQUIRE(office.tablet->send_photo(office.server->base(), picture));
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
    auto const name = to_hex(sha256(picture));
    auto const file = office.data / "photos" / "blobs" / name.substr(0, 2) / name.substr(2, 2) / name;
    auto const audited = [&](std::vector<std::string> more = {}) {
        more.insert(more.begin(), {"audit", "verify", "--data", office.data.string()});
        return mingchad(more);
    };
    std::fstream(file, std::ios::in | std::ios::out | std::ios::binary).seekp(500).put('x');
    auto const altered = audited();
    CHECK(altered.code == 1);
    CHECK(altered.out.find("photo " + name + ": its file was altered") != std::string::npos);
    fs::remove(file);
    auto const missing = audited();
    CHECK(missing.code == 1);
    CHECK(missing.out.find("photo " + name + ": its file is missing") != std::string::npos);
    auto const skipped = audited({"--no-photos"});
    CHECK(skipped.code == 0);
    CHECK(skipped.out.find("photo bytes not checked") != std::string::npos);
}

TEST_CASE("a tablet whose photo could not be noted in the log is not told that it arrived, and its next try is",
          "[integration]") {
    Office office;
    sqlite::Database store((office.data / "store.sqlite").string());
    store.execute("CREATE TRIGGER no_room BEFORE INSERT ON blob BEGIN SELECT RAISE(ABORT, 'no room'); END");
    CHECK_FALSE(office.tablet->send_photo(office.server->base(), picture));
    CHECK_FALSE(office.tablet->send_photo(office.server->base(), picture));
    store.execute("DROP TRIGGER no_room");
    CHECK(office.tablet->send_photo(office.server->base(), picture));
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
}

TEST_CASE("a photo that is durable but not in the log gets its entry at the next start; old uploads go",
          "[integration]") {
    Office office;
    CHECK(office.audit().find(" 0 photos") != std::string::npos);
    SeededRandom random(3);
    fs::path const uploads = office.data / "photos" / "uploads";
    {
        auto const store = FileBlobStore::open(office.data / "photos", random, {});
        REQUIRE(store);
        auto const whole = (*store)->begin(sha256(picture), picture.size(), "tablet", 1);
        REQUIRE(whole);
        REQUIRE((*store)->append(*whole, picture));
        REQUIRE((*store)->finish(*whole));  // here the power goes: on_complete is never called
        auto const old = (*store)->begin(sha256(Bytes{1}), 10, "tablet", 1);
        REQUIRE(old);
        REQUIRE((*store)->append(*old, Bytes{1, 2}));
        REQUIRE((*store)->keep(*old));
    }
    REQUIRE_FALSE(fs::is_empty(uploads));
    office.server = std::make_unique<ServerProcess>(office.data);
    CHECK(office.audit().find(" 1 photos") != std::string::npos);
    CHECK(fs::is_empty(uploads));
}

}  // namespace uploads_test
