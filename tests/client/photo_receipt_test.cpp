// A photo counts as received when this server's signed receipt for it is there: over a real socket, with the real tus routes.
#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>
#include <catch2/catch.hpp>

#include "client/platform/device_clock.hpp"
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
    static char name[] = "photo_receipt_test";
    static char* arguments[] = {name, nullptr};
    static auto const* const program = new QCoreApplication(count, arguments);
    REQUIRE(program);
}

Bytes receipt_for(Bytes const& bytes, SigningKey const& key) {
    BlobReceipt receipt;
    receipt.sha256 = sha256(bytes);
    receipt.size = bytes.size();
    receipt.tree_size = 1;
    receipt.signature = key.sign(Label::blob, receipt.body());
    return receipt.encode();
}

/// A centre that takes every photo and answers with the receipt that the test wants.
struct Centre {
    TemporaryDirectory directory;
    SystemRandom random;
    SystemClock clock;
    std::mutex guard;
    Bytes receipt;
    std::unique_ptr<FileBlobStore> store = *FileBlobStore::open(directory.path(), random, {100, 0});
    std::unique_ptr<RunningServer> running;

    Centre() {
        BlobRules rules;
        rules.who = [](HttpRequest const&) -> Outcome<std::string> { return std::string("tablet"); };
        rules.may_upload = [](std::string const&, Hash const&, std::uint64_t) -> Outcome<Unit> { return Unit{}; };
        rules.may_read = [](std::string const&, Hash const&) { return false; };
        rules.on_complete = [this](Hash const&, std::uint64_t) -> Outcome<Bytes> {
            std::lock_guard const lock(guard);
            return receipt;
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
        BlobEntry blob;
        blob.sha256 = sha256(picture);
        blob.size = picture.size();
        blob.path = scratch.filePath(QStringLiteral("photo.jpg")).toStdString();
        QFile file(QString::fromStdString(blob.path));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(reinterpret_cast<char const*>(picture.data()), static_cast<qint64>(picture.size())) ==
                static_cast<qint64>(picture.size()));
        REQUIRE(replica->add_blob(blob));
        uploader = std::make_unique<BlobUploader>(*replica);
    }
    /// Runs until the photo has arrived or is left for later.
    void send(std::string const& to) {
        uploader->stop();
        uploader->run(*ServerAddress::parse(QString::fromStdString(to)), {}, {sha256(picture)});
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

TEST_CASE("a photo whose receipt is missing, another's, or signed by somebody else is not called received",
          "[photos]") {
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
