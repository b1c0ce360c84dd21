#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <thread>

#include "server/blobs/file_blob_store.hpp"
#include "tests/blobs/model.hpp"
#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
Bytes some_bytes(std::size_t size, std::uint64_t seed) {
    SeededRandom random(seed);
    Bytes out(size);
    random.fill(out);
    return out;
}

std::unique_ptr<FileBlobStore> open_files(std::filesystem::path const& path,
                                          FileBlobStore::Options options = {10'000, 0}) {
    static SystemRandom random;
    auto opened = FileBlobStore::open(path, random, options);
    MC_CHECK(opened);
    return std::move(*opened);
}

struct Files {
    TemporaryDirectory directory;
    std::unique_ptr<BlobStore> store = open_files(directory.path());
};
struct Model {
    std::unique_ptr<BlobStore> store = std::make_unique<MemoryBlobStore>();
};

UploadClaim begin(BlobStore& store, Bytes const& content) {
    auto claim = store.begin(sha256(content), content.size(), "tablet", 1000);
    MC_CHECK(claim);
    return *claim;
}
std::string code(auto const& outcome) {
    return outcome ? "ok" : outcome.error().code;
}
}  // namespace

TEMPLATE_TEST_CASE("a blob is there whole and verified, or not at all", "[blobs][contract]", Files, Model) {
    TestType world;
    auto& store = *world.store;
    auto const content = some_bytes(100'000, 1);
    auto const hash = sha256(content);
    auto const claim = begin(store, content);
    REQUIRE(store.append(claim, ByteView(content).first(60'000)));
    CHECK(*store.keep(claim) == 60'000);
    CHECK(code(store.finish(claim)) == "incomplete");
    CHECK_FALSE(store.size(hash)->has_value());
    CHECK(code(store.append(claim, Bytes(40'001))) == "too_long");
    REQUIRE(store.append(claim, ByteView(content).subspan(60'000)));
    auto const is_new = store.finish(claim);
    REQUIRE(is_new);
    CHECK(*is_new);
    CHECK(**store.size(hash) == content.size());
    CHECK(*store.read(hash, 0, 200'000) == content);
    CHECK(*store.read(hash, 99'990, 100) == Bytes(content.end() - 10, content.end()));
    CHECK(store.read(hash, 100'000, 10)->empty());
    CHECK(code(store.find(claim.facts.id)) == "not_found");
    REQUIRE(store.remove(hash));
    REQUIRE(store.remove(hash));
    CHECK_FALSE(store.size(hash)->has_value());
    CHECK(code(store.read(hash, 0, 1)) == "not_found");
}

TEMPLATE_TEST_CASE("bytes that are not what was announced leave nothing", "[blobs][contract]", Files, Model) {
    TestType world;
    auto& store = *world.store;
    auto const content = some_bytes(1000, 2);
    auto const claim = begin(store, content);
    REQUIRE(store.append(claim, Bytes(1000)));
    CHECK(code(store.finish(claim)) == "wrong_hash");
    CHECK(code(store.claim(claim.facts.id)) == "not_found");
    CHECK_FALSE(store.size(sha256(content))->has_value());
    CHECK_FALSE(store.size(sha256(Bytes(1000)))->has_value());
}

TEMPLATE_TEST_CASE("whoever claims last writes; what was rewound counts no more", "[blobs][contract]", Files, Model) {
    TestType world;
    auto& store = *world.store;
    auto const content = some_bytes(1000, 3);
    auto const old_line = begin(store, content);
    REQUIRE(store.append(old_line, ByteView(content).first(300)));
    auto const new_line = store.claim(old_line.facts.id);
    REQUIRE(new_line);
    CHECK(new_line->facts.offset == 300);
    CHECK(code(store.append(old_line, ByteView(content).first(10))) == "superseded");
    CHECK(code(store.keep(old_line)) == "superseded");
    CHECK(code(store.finish(old_line)) == "superseded");
    REQUIRE(store.append(*new_line, Bytes(200)));
    REQUIRE(store.rewind(*new_line, 300));
    CHECK(store.find(old_line.facts.id)->offset == 300);
    REQUIRE(store.append(*new_line, ByteView(content).subspan(300)));
    CHECK(*store.finish(*new_line));
    CHECK(*store.read(sha256(content), 0, 2000) == content);
}

TEMPLATE_TEST_CASE("uploads end by abandoning or by their time", "[blobs][contract]", Files, Model) {
    TestType world;
    auto& store = *world.store;
    auto const one = begin(store, some_bytes(10, 4));
    auto const two = begin(store, some_bytes(10, 5));
    REQUIRE(store.keep(two));
    REQUIRE(store.abandon(one.facts.id));
    CHECK(code(store.abandon(one.facts.id)) == "not_found");
    CHECK(*store.expire(999) == 0);
    CHECK(*store.expire(1000) == 1);
    CHECK(code(store.append(two, Bytes(1))) == "not_found");
}

TEMPLATE_TEST_CASE("of uploads of one hash at once, one is new and all succeed", "[blobs][contract]", Files, Model) {
    TestType world;
    auto& store = *world.store;
    auto const content = some_bytes(50'000, 6);
    std::atomic<int> fresh{0}, known{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
        threads.emplace_back([&] {
            auto const claim = begin(store, content);
            MC_CHECK(store.append(claim, content));
            auto const is_new = store.finish(claim);
            MC_CHECK(is_new);
            (*is_new ? fresh : known) += 1;
        });
    }
    for (auto& thread : threads) thread.join();
    CHECK(fresh == 1);
    CHECK(known == 7);
    CHECK(*store.read(sha256(content), 0, 60'000) == content);
}

TEST_CASE("after a restart uploads go on from what was durable, and begun ones without trace are gone",
          "[blobs][files]") {
    TemporaryDirectory directory;
    auto const content = some_bytes(10'000, 7);
    std::string id, lost;
    {
        auto const store = open_files(directory.path());
        auto const claim = begin(*store, content);
        id = claim.facts.id;
        REQUIRE(store->append(claim, ByteView(content).first(4000)));
        REQUIRE(store->keep(claim));
        REQUIRE(store->append(claim, ByteView(content).subspan(4000, 3000)));  // never made durable
        auto const other = begin(*store, some_bytes(10, 8));
        lost = other.facts.id;
        REQUIRE(store->append(other, Bytes(5)));
    }
    // As after a power cut: the file is as long as was written, but its tail never reached the disk.
    std::fstream part(directory.path() / "uploads" / (id + ".part"), std::ios::in | std::ios::out | std::ios::binary);
    part.seekp(4000);
    part << std::string(3000, '\0');
    part.close();
    auto const store = open_files(directory.path());
    CHECK(code(store->find(lost)) == "not_found");
    CHECK_FALSE(std::filesystem::exists(directory.path() / "uploads" / (lost + ".part")));
    auto const claim = store->claim(id);
    REQUIRE(claim);
    CHECK(claim->facts.offset == 4000);
    CHECK(claim->facts.owner == "tablet");
    REQUIRE(store->append(*claim, ByteView(content).subspan(4000)));
    CHECK(*store->finish(*claim));
    CHECK(std::filesystem::is_empty(directory.path() / "uploads"));
}

TEST_CASE("a damaged side file costs its upload, not the store", "[blobs][files]") {
    TemporaryDirectory directory;
    std::string id;
    {
        auto const store = open_files(directory.path());
        auto const claim = begin(*store, some_bytes(10, 9));
        id = claim.facts.id;
        REQUIRE(store->keep(claim));
    }
    std::ofstream(directory.path() / "uploads" / (id + ".info")) << R"({"sha256": 7, "size": "x"})";
    auto const store = open_files(directory.path());
    CHECK(code(store->find(id)) == "not_found");
}

TEST_CASE("a full disk is said clearly and what was kept stays", "[blobs][files]") {
    TemporaryDirectory directory;
    auto const content = some_bytes(100'000, 10);
    CHECK(code(open_files(directory.path(), {10, UINT64_MAX / 2})->begin(sha256(content), 1, "a", 1)) == "disk_full");
    CHECK(code(open_files(directory.path(), {0, 0})->begin(sha256(content), 1, "a", 1)) == "uploads_full");
    auto const store = open_files(directory.path());
    auto const claim = begin(*store, content);
    REQUIRE(store->append(claim, ByteView(content).first(50'000)));
    // The system's own limit of a file's size stands for the disk: writes fail for real, in the middle of a chunk.
    std::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    rlimit const tight{70'000, before.rlim_max};
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
    auto const failed = store->append(claim, ByteView(content).subspan(50'000));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    CHECK(code(failed) == "disk_full");
    CHECK(*store->keep(claim) == 70'000);
    REQUIRE(store->append(claim, ByteView(content).subspan(70'000)));
    CHECK(*store->finish(claim));
}
