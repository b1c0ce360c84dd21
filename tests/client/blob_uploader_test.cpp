#include "client/sync/blob_uploader.hpp"

#include <QTemporaryDir>
#include <catch2/catch.hpp>

#include "client/platform/device_clock.hpp"
#include "client/viewmodels/changes.hpp"

using namespace mingcha;

TEST_CASE("an uploader with nothing it may send tells of no progress, however often it is asked to run", "[photos]") {
    QTemporaryDir scratch;
    SystemRandom random;
    DeviceClock clock(random);
    auto const replica = *Replica::open(scratch.path().toStdString() + "/replica.db", clock, random);
    Identity identity;
    identity.key = SigningKey::generate(random);
    identity.person = Uuid::v7(1, random);
    REQUIRE(replica->enrol(identity));
    Root const root{RootKind::visit, Uuid::v7(2, random)};
    RecordName const photo{root, RecordType::photo, Uuid::v7(3, random)};
    std::vector<Change> const begun{change({root, RecordType::visit, root.id}, "summary", "begun")};
    REQUIRE(replica->create_root(root, begun, identity.person));
    BlobEntry blob;
    blob.sha256 = Hash{7};
    blob.size = 10;
    blob.path = "a photo that nobody has released yet";
    std::vector<Change> const kept{change(photo, "sha256", blob.sha256)};
    REQUIRE(replica->write(kept, identity.person, std::vector<BlobEntry>{blob}));
    REQUIRE(replica->unsent_blobs()->size() == 1);

    BlobUploader uploader(*replica);
    int told = 0;
    QObject::connect(&uploader, &BlobUploader::progressed, [&] { ++told; });
    for (int i = 0; i < 3; ++i) uploader.run(*ServerAddress::parse(QStringLiteral("http://127.0.0.1:1")), {}, {});
    CHECK(told == 0);
    CHECK_FALSE(uploader.current());
}
