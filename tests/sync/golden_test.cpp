#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "server/store/audit.hpp"
#include "shared/evidence/blob_receipt.hpp"
#include "tests/support/world.hpp"

// Stores as earlier versions left them, kept for ever: tests/sync/golden/README.md. Complaint 4: an upgrade with 100 unsent visits keeps all 100.

using namespace mingcha;
namespace fs = std::filesystem;

namespace {
constexpr int unsent_visits = 100;
constexpr std::int64_t made_ms = 1'795'000'000'000;
constexpr std::uint64_t set = 2;  ///< the newest

std::uint16_t field(RecordType type, char const* name) {
    return find_field(*find_type(type), name)->number;
}
SigningKey office_key() {
    return SigningKey::from_seed(sha256(view("the office of the golden stores")));
}
std::string summary(int i) {
    return "第" + std::to_string(i) + "次督导 visit " + std::to_string(i);
}

/// A folder of this test's own with copies of one set.
struct Copies {
    explicit Copies(std::uint64_t number) {
        std::string name = (fs::temp_directory_path() / "mingcha_golden_XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder = name;
        for (auto const* file : {"office", "tablet"})
            fs::copy_file(fs::path(MC_GOLDEN_DIR) / (std::string(file) + "-" + std::to_string(number) + ".sqlite"),
                          folder / file);
    }
    ~Copies() { fs::remove_all(folder); }
    Copies(Copies const&) = delete;
    Copies& operator=(Copies const&) = delete;
    fs::path folder;
};
}  // namespace

TEST_CASE("complaint 4: the stores of every earlier version open, and 100 unsent visits arrive",
          "[sync][golden][complaints]") {
    auto const number = GENERATE(range(std::uint64_t{1}, set + 1));
    Copies const copies(number);
    FakeClock clock(made_ms + 1'000'000);
    SeededRandom random(77);
    test::OpenPolicy policy;
    auto const key = office_key();
    auto const office = SqliteCentralStore::open((copies.folder / "office").string(), key, policy, random);
    REQUIRE(office);
    auto const tablet = Replica::open((copies.folder / "tablet").string(), clock, random);
    REQUIRE(tablet);

    auto const before = *(*tablet)->queue_size();
    CHECK(before.visits == unsent_visits);
    CHECK(before.open_deltas > 0);
    CHECK(before.batches > 0);
    CHECK(before.blobs == 1);
    CHECK(*(*tablet)->note("app") == R"({"language":"zh"})");
    auto const visits = *(*tablet)->records(RecordType::visit);
    REQUIRE(visits.size() == unsent_visits + 1);  // and the one that the office had planned
    CHECK(visits.front().value("summary") == Value("planned"));
    for (int i = 0; i < unsent_visits; ++i) {
        auto const& visit = visits[static_cast<std::size_t>(i) + 1];
        CHECK(visit.value("summary") == Value(summary(i)));
        auto const answers = *(*tablet)->records(visit.name.root);
        CHECK(answers.size() == 2);  // the head and one answer
    }

    if (number > 1) {  // since then a photo's receipt is the tablet's too
        auto const arrived = sha256(view("another photo"));
        auto const kept = *(*tablet)->blob(arrived);
        REQUIRE(kept);
        CHECK(kept->received);
        CHECK(is_receipt_for(kept->receipt, arrived, 13, key.public_key()));
        CHECK(*(*office)->blob_receipt(arrived) == kept->receipt);
    }

    REQUIRE((*tablet)->seal());
    test::Link link(**tablet, **office, key.public_key(), random);
    REQUIRE(link.drain(made_ms + 2'000'000));
    auto const after = *(*tablet)->queue_size();
    CHECK(after.open_deltas + after.batches + after.held == 0);
    CHECK((*office)->records(RecordType::visit)->size() == unsent_visits + 1);
    CHECK((*office)->records(RecordType::answer)->size() == unsent_visits + 1);
    REQUIRE((*office)->read([&](sqlite::Database& db) { CHECK(audit(db, key.public_key()).faults.empty()); }));
}

TEST_CASE("an office whose photos have bare signatures gives them receipts when it opens", "[sync][golden]") {
    Copies const copies(1);
    SeededRandom random(78);
    test::OpenPolicy policy;
    auto const key = office_key();
    auto const path = (copies.folder / "office").string();
    auto const photo = sha256(view("an old photo"));
    {
        auto const office = *SqliteCentralStore::open(path, key, policy, random);
        REQUIRE(office->blob_arrived(photo, 12, made_ms));
    }
    sqlite::Database(path).execute("UPDATE blob SET receipt=zeroblob(64)");
    auto const office = *SqliteCentralStore::open(path, key, policy, random);
    CHECK(is_receipt_for(*office->blob_receipt(photo), photo, 12, key.public_key()));
    REQUIRE(office->read([&](sqlite::Database& db) { CHECK(audit(db, key.public_key()).faults.empty()); }));
}

TEST_CASE("write the golden stores of this version", "[.write-golden]") {
    auto const* to = std::getenv("MC_GOLDEN_OUT");
    REQUIRE(to);
    auto const out = fs::path(to);
    FakeClock clock(made_ms);
    SeededRandom random(20261127);
    test::OpenPolicy policy;
    auto const key = office_key();
    auto const centre = *SqliteCentralStore::open(":memory:", key, policy, random);
    auto const tablet = *Replica::open(":memory:", clock, random);
    Identity id;
    id.device = Uuid::v7(made_ms, random);
    id.key = SigningKey::generate(random);
    id.server_identity = key.public_key();
    id.log_id = centre->log_id();
    id.person = Uuid::v7(made_ms, random);
    REQUIRE(tablet->enrol(id));
    REQUIRE(centre->add_device({id.device, id.person, 1, id.key.public_key(), "golden"}));

    using enum RecordType;
    Root const planned{RootKind::visit, Uuid::v7(made_ms, random)};
    RecordName const head{planned, visit, planned.id};
    std::vector<ServerWrite> const plan{{head, {}, field(visit, "lead"), id.person, {}, {}, false},
                                        {head, {}, field(visit, "summary"), "planned", {}, {}, false}};
    REQUIRE(centre->write(plan, made_ms));
    test::Link link(*tablet, *centre, key.public_key(), random);
    REQUIRE(link.drain(made_ms));
    RecordName const answered{planned, answer, Uuid::derived(planned.id, "C1.1")};
    Change const acked{answered, "C1.1", field(answer, "comment"), Change::Kind::write, "acknowledged", {}, {}};
    REQUIRE(tablet->write(std::span(&acked, 1), id.person));
    REQUIRE(tablet->seal());
    REQUIRE(link.drain(made_ms));

    for (int i = 0; i < unsent_visits; ++i) {
        clock.advance(60'000);
        Root const root{RootKind::visit, Uuid::v7(clock.now().time_ms, random)};
        RecordName const name{root, visit, root.id}, item{root, answer, Uuid::derived(root.id, "C1.1")};
        std::vector<Change> const changes{
            {name, {}, field(visit, "lead"), Change::Kind::write, id.person, {}, {}},
            {name, {}, field(visit, "summary"), Change::Kind::write, summary(i), {}, {}},
            {item, "C1.1", field(answer, "comment"), Change::Kind::write, "评语 " + std::to_string(i), {}, {}}};
        REQUIRE(tablet->create_root(root, changes, id.person));
        if (i == unsent_visits / 2) REQUIRE(tablet->seal());  // half sealed, half open
    }
    REQUIRE(tablet->add_blob({sha256(view("a photo")), "photos/a.jpg", 7, "image/jpeg", false, "", 0, {}}));
    auto const arrived = sha256(view("another photo"));
    auto const receipt = centre->blob_arrived(arrived, 13, made_ms);
    REQUIRE(receipt);
    REQUIRE(tablet->add_blob({arrived, "photos/b.jpg", 13, "image/jpeg", true, "", 13, *receipt}));
    REQUIRE(tablet->set_note("app", R"({"language":"zh"})"));
    for (auto const& name : {"tablet", "office"})
        fs::remove(out / (std::string(name) + "-" + std::to_string(set) + ".sqlite"));
    REQUIRE(tablet->copy_to((out / ("tablet-" + std::to_string(set) + ".sqlite")).string()));
    REQUIRE(centre->read([&](sqlite::Database& db) {
        auto const path = (out / ("office-" + std::to_string(set) + ".sqlite")).string();
        sqlite::Statement(db, "VACUUM INTO ?1").with(std::string_view(path)).run();
    }));
}
