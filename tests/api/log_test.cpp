#include "server/store/audit.hpp"
#include "tests/api/office.hpp"

using namespace mingcha;
using namespace mingcha::test;

namespace log_test {
namespace {
/// The log's heads by their sizes, as commits left them.
std::map<std::uint64_t, Hash> heads(SqliteCentralStore& store) {
    std::map<std::uint64_t, Hash> out;
    REQUIRE(store.read([&](sqlite::Database& db) {
        sqlite::Statement all(db, "SELECT size, root FROM head WHERE size>0");
        while (all.step()) out[all.unsigned_integer(0)] = hash_from(all.blob(1));
    }));
    return out;
}

void grow(Office& office, int leaves) {
    for (int i = 0; i < leaves; ++i)
        office.put({{RootKind::office, office.lixia}, RecordType::zone, office.zone}, "name_zh", std::to_string(i));
}

void every_head_is_proven(SqliteCentralStore& store, PublicKey const& identity) {
    auto const past = heads(store);
    REQUIRE(past.size() > 500);
    std::set<std::uint64_t> sizes;
    for (auto const& [size, root] : past) sizes.insert(size);
    auto const proof = *store.log_proof(sizes, 0);
    CHECK(proof.head.size == past.rbegin()->first);
    CHECK(verify_head(proof.head, identity));
    for (auto const& [size, root] : past) {
        SeenTree const seen{proof.head.log_id, proof.head.server_epoch, size, root};
        REQUIRE(growth(seen, proof.head, proof.consistency.at(size)) == Growth::proven);
        REQUIRE((size == proof.head.size || proof.consistency.at(size).size() <= 20));
    }
}
}  // namespace

TEST_CASE("every head that the log ever had is proven to be a prefix of it", "[api][log]") {
    Office office;
    grow(office, 560);
    every_head_is_proven(*office.store, office.identity.public_key());
    CHECK(office.store->log_proof({0, 100'000}, 0)->consistency.empty());
}

TEST_CASE("a log of before there were tiles gets them when it is opened", "[api][log]") {
    Office office;
    grow(office, 560);
    auto const path = (office.directory.path() / "old.db").string();
    sqlite::Database((office.directory.path() / "office.db").string()).execute("VACUUM INTO '" + path + "'");
    sqlite::Database(path).execute("DROP TABLE log_tile");
    auto const old = *SqliteCentralStore::open(path, office.identity, office.policy, office.random);
    every_head_is_proven(*old, office.identity.public_key());
}

TEST_CASE("the audit names a tile that is none of this log's, one that is missing and one too many", "[api][log]") {
    Office office;
    grow(office, 560);
    auto const faults_after = [&](char const* sql) {
        std::vector<std::string> out;
        sqlite::Database db((office.directory.path() / "office.db").string());
        sqlite::Transaction const undone(db);
        db.execute(sql);
        for (auto const& fault : audit(db, office.identity.public_key()).faults)
            if (fault.starts_with("log_tile")) out.push_back(fault);
        return out;
    };
    using Faults = std::vector<std::string>;
    CHECK(faults_after("").empty());
    CHECK(faults_after("UPDATE log_tile SET hash=zeroblob(32) WHERE idx=1") ==
          Faults{"log_tile 1/1: is not a root of this log"});
    CHECK(faults_after("DELETE FROM log_tile WHERE idx=0") == Faults{"log_tile 1/0: is missing"});
    CHECK(faults_after("INSERT INTO log_tile VALUES (1, 7, zeroblob(32))") ==
          Faults{"log_tile: has tiles that this log does not fill"});
}

TEST_CASE("the log's route answers anybody with hashes, and refuses what is no size", "[api][log]") {
    Office office;
    auto const size = heads(*office.store).rbegin()->first;
    auto const answer = office.get("/api/v1/log?from=1," + std::to_string(size), {});
    CHECK(answer["size"] == size);
    auto const head = *LogHead::decode(*from_hex(answer["head"].get<std::string>()));
    CHECK(verify_head(head, office.identity.public_key()));
    CHECK(head.size == size);
    CHECK(answer["consistency"]["1"].size() > 0);
    CHECK(answer["consistency"][std::to_string(size)].empty());
    CHECK(office.get("/api/v1/log", {})["consistency"].empty());
    for (auto const* bad : {"x", "1,", "-1", "1,2,3,4,5,6,7,8,9", "1 2"}) {
        INFO(bad);
        HttpRequest request;
        request.query = {{"from", bad}};
        auto const match = office.router.match(Method::get, {"api", "v1", "log"});
        auto const refused = std::get<HttpHandler>(match.route->target)(request);
        CHECK(refused.status == (std::string(bad) == "1," ? 200 : 400));
    }
}

}  // namespace log_test
