// How photos leave the tablet, and when they count as received: over a real socket, with the real tus routes.
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <catch2/catch.hpp>
#include <set>

#include "client/platform/device_clock.hpp"
#include "client/platform/file_import.hpp"
#include "client/sync/blob_uploader.hpp"
#include "client/viewmodels/changes.hpp"
#include "server/blobs/blob_routes.hpp"
#include "server/blobs/file_blob_store.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "tests/net/world.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace {
constexpr int patience_ms = 20'000;

/// The one program of this test. Not destroyed: Qt takes it amiss when that happens after main.
void need_program() {
    static int count = 1;
    static char name[] = "photos_test";
    static char* arguments[] = {name, nullptr};
    static auto const* const program = new QCoreApplication(count, arguments);
    REQUIRE(program);
}

Bytes receipt_for(Hash const& hash, std::uint64_t size, SigningKey const& key) {
    BlobReceipt receipt;
    receipt.sha256 = hash;
    receipt.size = size;
    receipt.tree_size = 1;
    receipt.signature = key.sign(Label::blob, receipt.body());
    return receipt.encode();
}
Bytes receipt_for(Bytes const& bytes, SigningKey const& key) {
    return receipt_for(sha256(bytes), bytes.size(), key);
}

/// A centre that takes every photo and answers with the receipt that the test wants.
struct Centre {
    TemporaryDirectory directory;
    SystemRandom random;
    SystemClock clock;
    std::mutex guard;
    Bytes receipt;
    std::set<Hash> refused;           ///< before anybody connects
    std::optional<SigningKey> signs;  ///< each photo its own receipt, instead of `receipt`
    std::unique_ptr<FileBlobStore> store = *FileBlobStore::open(directory.path(), random, {100, 0});
    std::unique_ptr<RunningServer> running;

    Centre() {
        BlobRules rules;
        rules.who = [](HttpRequest const&) -> Outcome<std::string> { return std::string("tablet"); };
        rules.may_upload = [this](std::string const&, Hash const& hash, std::uint64_t) -> Outcome<Unit> {
            if (refused.contains(hash)) return Error{"over_quota", "the device's quota is used"};
            return Unit{};
        };
        rules.may_read = [](std::string const&, Hash const&) { return false; };
        rules.on_complete = [this](Hash const& hash, std::uint64_t size) -> Outcome<Bytes> {
            std::lock_guard const lock(guard);
            return signs ? receipt_for(hash, size, *signs) : receipt;
        };
        Router router;
        add_blob_routes(router, *store, rules, clock);
        running = std::make_unique<RunningServer>(std::move(router));
    }
    void answers_with(Bytes bytes) {
        std::lock_guard const lock(guard);
        receipt = std::move(bytes);
    }
};

/// A tablet with one photo on its disk.
struct Tablet {
    QTemporaryDir scratch;
    SystemRandom random;
    DeviceClock clock{random};
    std::unique_ptr<Replica> replica = *Replica::open(scratch.path().toStdString() + "/replica.db", clock, random);
    Bytes const picture = Bytes(700'000, 7);  // two chunks
    std::unique_ptr<BlobUploader> uploader;

    Tablet() {
        Identity identity;
        identity.key = SigningKey::generate(random);
        identity.person = Uuid::v7(1, random);
        identity.server_identity = some_keys().identity.public_key();
        REQUIRE(replica->enrol(identity));
        add(picture);
        uploader = std::make_unique<BlobUploader>(*replica);
    }
    void add(Bytes const& bytes) {
        BlobEntry blob;
        blob.sha256 = sha256(bytes);
        blob.size = bytes.size();
        blob.path = scratch.filePath(QString::fromStdString(to_hex(blob.sha256))).toStdString();
        QFile file(QString::fromStdString(blob.path));
        REQUIRE(file.open(QIODevice::WriteOnly));
        auto const size = static_cast<qint64>(bytes.size());
        REQUIRE(file.write(reinterpret_cast<char const*>(bytes.data()), size) == size);
        REQUIRE(replica->add_blob(blob));
    }
    /// Runs until every photo has arrived or is left for later.
    void send(std::string const& to) {
        std::set<Hash> all;
        auto const waiting = replica->unsent_blobs();
        for (auto const& blob : *waiting) all.insert(blob.sha256);
        uploader->stop();
        uploader->run(*ServerAddress::parse(QString::fromStdString(to)), {}, all);
        bool too_long = false;
        QTimer deadline;
        deadline.setSingleShot(true);
        QObject::connect(&deadline, &QTimer::timeout, [&] { too_long = true; });
        deadline.start(patience_ms);
        while (uploader->current() && !too_long) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        REQUIRE_FALSE(too_long);
    }
    [[nodiscard]] BlobEntry kept() const { return **replica->blob(sha256(picture)); }
};
}  // namespace

TEST_CASE("complaint 11: a photo without a receipt, or with another's or a forged one, is not called received",
          "[photos][complaints]") {
    need_program();
    Centre centre;
    Tablet tablet;
    auto const& own = some_keys().identity;
    auto const base = centre.running->base(false);
    auto const other = receipt_for(Bytes{1}, own);
    for (auto const& answer :
         {Bytes{}, Bytes{1, 2, 3}, other, receipt_for(tablet.picture, SigningKey::generate(tablet.random))}) {
        centre.answers_with(answer);
        tablet.send(base);
        CHECK_FALSE(tablet.kept().received);
        CHECK(tablet.kept().receipt.empty());
    }
    auto const right = receipt_for(tablet.picture, own);
    centre.answers_with(right);
    tablet.send(base);
    CHECK(tablet.kept().received);
    CHECK(tablet.kept().receipt == right);
    CHECK(tablet.replica->unsent_blobs()->empty());
}

TEST_CASE("the receipt of a photo that arrives whole at once is kept", "[photos]") {
    need_program();
    Centre centre;
    Tablet tablet;
    auto const right = receipt_for(tablet.picture, some_keys().identity);
    centre.answers_with(right);
    tablet.send(centre.running->base(false));
    CHECK(tablet.kept().receipt == right);
}

TEST_CASE("complaint 12: a photo that the office does not take holds up neither the next ones nor itself for ever",
          "[photos][complaints]") {
    need_program();
    Centre centre;
    centre.signs = some_keys().identity;
    Tablet tablet;
    for (std::uint8_t shade = 1; shade <= 5; ++shade) tablet.add(Bytes(1'000, shade));
    centre.refused = {sha256(tablet.picture)};  // the first in the queue
    tablet.send(centre.running->base(false));
    auto const left = *tablet.replica->unsent_blobs();
    REQUIRE(left.size() == 1);
    CHECK(left.front().sha256 == sha256(tablet.picture));
    CHECK(tablet.uploader->troubles() == std::map<Hash, QString>{{sha256(tablet.picture), "over_quota"}});
    centre.refused.clear();
    tablet.send(centre.running->base(false));
    CHECK(tablet.replica->unsent_blobs()->empty());
    CHECK(tablet.uploader->troubles().empty());
}

TEST_CASE("a photo whose file cannot be read, or whose receipt does not come, has a trouble of its own", "[photos]") {
    need_program();
    Centre centre;
    Tablet tablet;
    auto const trouble = [&](std::string const& to = {}) {
        tablet.send(to.empty() ? centre.running->base(false) : to);
        auto const found = tablet.uploader->troubles().find(sha256(tablet.picture));
        return found == tablet.uploader->troubles().end() ? QString() : found->second;
    };
    auto const path = QString::fromStdString(tablet.kept().path);
    REQUIRE(QFile::rename(path, path + ".away"));
    CHECK(trouble() == "own_unreadable");
    REQUIRE(QFile::rename(path + ".away", path));
    CHECK(trouble() == "no_receipt");
    CHECK(trouble("http://127.0.0.1:9") == "no_answer");  // nobody listens there
    centre.answers_with(receipt_for(tablet.picture, some_keys().identity));
    CHECK(trouble().isEmpty());
    CHECK(tablet.kept().received);
}

TEST_CASE("a photo whose file was altered on the tablet is not sent: its trouble is the file, not the way",
          "[photos]") {
    need_program();
    Centre centre;
    centre.signs = some_keys().identity;
    Tablet tablet;
    auto const path = QString::fromStdString(tablet.kept().path);
    REQUIRE(QFile::copy(path, path + ".whole"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.write("x", 1) == 1);
    file.close();
    tablet.send(centre.running->base(false));
    CHECK(tablet.uploader->troubles() == std::map<Hash, QString>{{sha256(tablet.picture), "own_damaged"}});
    CHECK(tablet.kept().sent == 0);
    REQUIRE(QFile::remove(path));
    REQUIRE(QFile::rename(path + ".whole", path));
    tablet.send(centre.running->base(false));
    CHECK(tablet.kept().received);
    CHECK(tablet.uploader->troubles().empty());
}

TEST_CASE("complaint 17: a picture file that is too large is refused by name, and none is taken in its place",
          "[photos][complaints]") {
    need_program();
    QTemporaryDir scratch;
    auto const path = scratch.filePath(QStringLiteral("large.jpg"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.resize(import_bytes_max + 1));
    file.close();
    FileImport import([&](auto const& chosen) { chosen(path); });
    QString code;
    int taken = 0;
    QObject::connect(&import, &Capture::failed, [&](QString const& why) { code = why; });
    QObject::connect(&import, &Capture::captured, [&] { ++taken; });
    import.shutter();
    bool too_long = false;
    QTimer::singleShot(patience_ms, [&] { too_long = true; });
    while (code.isEmpty() && taken == 0 && !too_long) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    CHECK(code == QStringLiteral("too_big"));
    CHECK(taken == 0);
}
