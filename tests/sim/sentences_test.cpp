#include <catch2/catch.hpp>

#include "shared/rules/case_file.hpp"
#include "tests/sim/campaign.hpp"
#include "tests/sim/forge.hpp"

// The sentences of DESIGN 4.9 through real replica, peers and store: each with the counter-example that needs it.

using namespace mingcha;
using namespace mingcha::sim;
using Ids = std::set<WriteId>;

namespace {
struct Story {
    Marks marks;
    World world{1, &marks};

    Story& operator()(std::string_view script) {
        for (auto const& line : parse(script)) {
            INFO(line);
            REQUIRE(world.act(line) == "");
        }
        return *this;
    }
    /// The newest write after this line.
    WriteId write(std::string_view script) {
        auto const before = world.last_write();
        (*this)(script);
        REQUIRE(world.last_write() != before);
        return world.last_write();
    }
    void ends_well() { REQUIRE(world.quiet() == ""); }
    [[nodiscard]] std::uint64_t saw(char const* mark) { return marks[mark]; }
    [[nodiscard]] std::int64_t count(std::size_t tablet, std::string const& what) {
        ImageFile const file;
        REQUIRE(world.tablet(tablet).replica().copy_to(file.path()));
        sqlite::Database db(file.path());
        sqlite::Statement one(db, "SELECT count(*) FROM " + what);
        REQUIRE(one.step());
        return one.integer(0);
    }
    [[nodiscard]] Cursor cursor(std::size_t tablet) {
        return world.tablet(tablet).replica().hello_facts()->hello.cursor;
    }
    [[nodiscard]] std::uint64_t centre_seq() {
        std::uint64_t out = 0;
        REQUIRE(world.centre().store().read([&](sqlite::Database& db) {
            sqlite::Statement last(db, "SELECT seq FROM last_seq");
            if (last.step()) out = last.unsigned_integer(0);
        }));
        return out;
    }
    [[nodiscard]] Ids lost() {
        Ids out;
        REQUIRE(world.centre().store().read([&](sqlite::Database& db) {
            sqlite::Statement rows(db, "SELECT row FROM lost");
            while (rows.step()) {
                auto const record = *decode_record(rows.blob(0));
                for (auto const& [number, field] : record.fields) out.merge(ids_of(&field));
            }
        }));
        return out;
    }
};
}  // namespace

TEST_CASE("page: rows behind a full page come, and leaves no earlier than their cursor", "[sim][law]") {
    Story story;
    story.world.page_rows_max = 1;
    auto const a = story.write("write 1 r0:v a"), b = story.write("write 1 r0:x a"), c = story.write("write 1 r1:x a");
    story("sync 1 | revoke 0 r1 | connect 0 | up 0 | down 0 2");  // Welcome and the first page, which is full
    CHECK(story.saw("a page is full") > 0);
    CHECK(story.world.tablet(0).replica().root_state(story.world.name("r1:v").root).operator*() == RootState::whole);
    story("sync 0");
    CHECK(story.world.at_tablet(0, "r0:v", 'a') == Ids{a});
    CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{b});
    CHECK(story.world.at_centre("r1:x", 'a') == Ids{c});
    CHECK(story.world.at_tablet(0, "r1:x", 'a').empty());
    story.ends_well();
}

TEST_CASE("page: the cursor of a page that is not full is the snapshot's end, even when nothing matched",
          "[sim][law]") {
    Story story;
    story("create 1 | sync 1");  // nothing that tablet 0 may see
    story("write 1 r3:v b | sync 1 | sync 0");
    CHECK(story.cursor(0).seq == story.centre_seq());
}

TEST_CASE("promote: a delta whose echo was withheld leaves pending and stands in base", "[sim][law]") {
    Story story;
    std::uint64_t silent = 0;
    for (int round = 0; round < 6; ++round) {  // the hub's news and the Ack come in either order
        if (round % 2 == 1) story("write 0 r0:v b");
        auto const rows = story.saw("a page brings rows");
        auto const mine = story.write("write 0 r0:x a");
        story("sync 0");
        silent += story.saw("a page brings rows") == rows ? 1 : 0;
        CHECK(story.count(0, "pending") == 0);
        CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{mine});
    }
    CHECK(silent > 0);
    story.ends_well();
}

TEST_CASE("echo: the own row comes back when another's value is in it that the tablet has not confirmed",
          "[sim][law]") {
    Story story;
    story("connect 0 | up 0 | down 0 5 | up 0 5 | down 0 5");
    auto const theirs = story.write("write 1 r0:x a");
    story("sync 1");  // its page waits on the line of tablet 0, not applied
    auto const before = story.saw("an echo is withheld");
    auto const mine = story.write("write 0 r0:x a");
    story("seal 0 | up 0 | commit");
    CHECK(story.saw("an echo is withheld") == before);
    story("down 0 9 | up 0 9 | down 0 9 | up 0 9 | down 0 9 | cut 0");
    CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{mine, theirs});
    CHECK(story.count(0, "pending") == 0);
    story.ends_well();
}

TEST_CASE("echo: after a repeated Ack everything is echoed", "[sim][law]") {
    Story story;
    auto const mine = story.write("write 0 r0:x a");
    story("lostack 0 | sync 1");
    auto const theirs = story.write("write 1 r0:x b");
    story("sync 1 | sync 0");
    CHECK(story.saw("a batch is acknowledged again") == 1);
    CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{mine});
    CHECK(story.world.at_tablet(0, "r0:x", 'b') == Ids{theirs});
    CHECK(story.count(0, "pending") == 0);
    story.ends_well();
}

TEST_CASE("bootid: after a silent restore a web write has a dot of its own, and no value vanishes", "[sim][law]") {
    Story story;
    story("snap | open u0 r0:x");
    auto const lost = story.write("web u0 a");
    story("sync 0 | sync 1");
    auto const mine = story.write("write 0 r0:x a");  // has seen it
    story("restore | open u1 r0:x");
    auto const after = story.write("web u1 a");
    story("sync 0 | sync 1");
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{mine, after});
    CHECK(story.lost() == Ids{lost});
    story.ends_well();
}

TEST_CASE("bootid: every start takes a replica of its own", "[sim][law]") {
    Story story;
    story("open u0 r0:x");
    story.write("web u0 a");
    story("restart | open u1 r0:x");
    story.write("web u1 b");
    auto const row = **story.world.centre().store().find(story.world.name("r0:x"));
    auto const replica = [&](char field) {
        return row.find(World::number(row.name, field))->siblings.front().dot.replica;
    };
    CHECK(replica('a') != replica('b'));
    story.ends_well();
}

TEST_CASE("bootid: an epoch that the server does not know is a mismatch", "[sim][law]") {
    Story story;
    story("snap");
    story.write("write 0 r0:x a");
    story("sync 0 | restore | sync 0");  // now in an epoch that the backup has never heard of
    auto const epoch = story.cursor(0).epoch;
    auto const mine = story.write("write 0 r0:x b");
    story("sync 0 | restore | sync 0");
    CHECK(story.cursor(0).epoch != epoch);
    CHECK(story.world.at_centre("r0:x", 'b') == Ids{mine});
    story.ends_well();
}

TEST_CASE("redot: a cloned tablet's new dots do not cover a web value that it had not seen", "[sim][law]") {
    Story story;
    story("open u0 r0:v");
    auto const mine = story.write("write 0 r0:v b");
    auto const web = story.write("web u0 b");
    story("connect 0 | up 0 | down 0 9 | up 0 9 | down 0 9 | cut 0 | clone 0 | sync 0 | sync 2");
    CHECK(story.saw("a tablet re-enrols in place") == 1);
    auto const there = story.world.at_centre("r0:v", 'b');
    CHECK(there == Ids{mine, web});
    story.ends_well();
}

TEST_CASE("redot: new dots replace old ones inside a withdrawal", "[sim][law]") {
    Story story;
    story("clone 0 | write 0 r0:x a | withdraw 0 r0:x | write 2 r1:x a | sync 2 | sync 0");
    CHECK(story.saw("a tablet re-enrols in place") == 1);
    CHECK(is_withdrawn(**story.world.centre().store().find(story.world.name("r0:x"))));
    story.ends_well();
}

TEST_CASE("hello: a restored image closes its epoch before any page is applied", "[sim][law]") {
    Story story;
    story("image 0");
    auto const mine = story.write("write 0 r0:x a");
    story("sync 0 | sync 1");
    auto const pages = story.saw("a root is sent whole");
    story("reimage 0 | connect 0 | up 0 | down 0");
    CHECK(story.saw("an epoch is closed") == 1);
    CHECK(story.saw("a root is sent whole") == pages);
    story("sync 0");
    CHECK(story.saw("a root is sent whole") > pages);  // all roots restart
    CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{mine});
    story.ends_well();
}

TEST_CASE("hello: accepted batches of a closed epoch still get their Ack and keep their dots", "[sim][law]") {
    Story story;
    auto const mine = story.write("write 0 r0:x a");
    story("lostack 0 | clone 0");
    auto const other = story.write("write 2 r1:x a");
    story("sync 2");
    auto const later = story.write("write 0 r1:x a");
    story("sync 0");
    CHECK(story.saw("a tablet re-enrols in place") == 1);
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{mine});
    CHECK(story.world.at_centre("r1:x", 'a') == Ids{other, later});
    CHECK(story.world.tablet(0).ledger().own.at(mine) == Standing::joined);
    auto const row = **story.world.centre().store().find(story.world.name("r0:x"));
    auto const device = story.world.tablet(0).replica().identity().device;
    CHECK(row.find(World::number(row.name, 'a'))->siblings.front().dot.replica == ReplicaId::of(device, 1));
    story.ends_well();
}

TEST_CASE("requeue: an acknowledged write is shown at every step of a restart", "[sim][law]") {
    Story story;
    story("snap");
    auto const mine = story.write("write 0 r0:x a");
    story("sync 0 | restore | connect 0");
    for (int step = 0; step < 30; ++step) {
        story("up 0 | commit | down 0");
        CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{mine});
    }
    CHECK(story.saw("a batch is offered again with its receipt") > 0);
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{mine});
    CHECK(story.count(0, "pending") == 0);
    story.ends_well();
}

TEST_CASE("requeue: a held delta keeps its verdict after a rollback", "[sim][law]") {
    Story story;
    story("snap");
    auto const bad = story.write("bad 0 r0:x a");
    story("sync 0 | restore");
    story.world.centre().policy.refused.clear();  // the rules of today would take it
    story("sync 0");
    CHECK(story.world.at_centre("r0:x", 'a').empty());
    CHECK(story.world.tablet(0).held() == Ids{bad});
    story.ends_well();
}

TEST_CASE("restart: the only copy of a web write becomes a lost act, is handed in and leaves base", "[sim][law]") {
    Story story;
    story("snap | open u0 r0:x | open u1 r1:v");
    auto const gone_row = story.write("web u0 a"), gone_field = story.write("web u1 b");
    story("sync 0 | restore | sync 0");
    CHECK(story.lost() == Ids{gone_row, gone_field});
    CHECK(story.world.at_tablet(0, "r0:x", 'a').empty());
    CHECK(story.world.at_tablet(0, "r1:v", 'b').empty());
    CHECK(story.count(0, "lost") == 0);
    story.ends_well();
}

TEST_CASE("cascade: a refused removal does not come in by the next delta", "[sim][law]") {
    Story story;
    auto const element = story.write("webadd r0:v");
    story("sync 0 | suspend 0 | rem 0 r0:v | seal 0 | connect 0 | up 0 3 | commit | resume 0 | add 0 r0:v | sync 0");
    CHECK(story.saw("a delta follows a refused one") == 1);
    CHECK(story.world.at_centre("r0:v", 's') == Ids{element});
    CHECK(story.world.at_tablet(0, "r0:v", 's') == Ids{element});  // the field fell back to base
    story.ends_well();
}

TEST_CASE("cascade: refused, then edited: knowingly it joins, and a withdrawal follows any field of the record",
          "[sim][law]") {
    Story story;
    story("bad 0 r0:x a | withdraw 0 r0:x | sync 0");
    CHECK(story.world.at_centre("r0:x", 'a').empty());
    auto const knowing = story.write("write 0 r0:x a");
    story("sync 0");
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{knowing});
    CHECK(story.world.tablet(0).replica().held()->size() == 1);
    story("bad 0 r1:x a | lostack 0 | withdraw 0 r1:x | sync 0");
    CHECK(story.saw("a delta follows a refused one") == 1);
    story.ends_well();
}

TEST_CASE("retry: what came meanwhile stays beside the retried value", "[sim][law]") {
    Story story;
    story("bad 0 r0:x a | open u0 r0:x");
    auto const web = story.write("web u0 a");
    story("sync 0");
    CHECK(story.world.at_tablet(0, "r0:x", 'a') == Ids{web});
    auto const again = story.write("retry 0");
    story("sync 0");
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{web, again});
    story.ends_well();
}

TEST_CASE("focus: what arrives while a person types stays a sibling", "[sim][law]") {
    Story story;
    story("open u1 r0:x | focus 0 r0:x b");
    auto const web = story.write("web u1 b");
    story("connect 0 | up 0 | down 0 9 | up 0 9 | down 0 9");
    REQUIRE(story.world.at_tablet(0, "r0:x", 'b') == Ids{web});
    story.write("type 0");
    auto const typed = story.write("type 0");
    story("seal 0 | up 0 9 | commit | down 0 9 | cut 0 | sync 0");
    CHECK(story.world.at_centre("r0:x", 'b') == Ids{web, typed});
    story.ends_well();
}

TEST_CASE("wpage: a second act with the answer's ETag keeps a colleague's value, with the first page's too",
          "[sim][law]") {
    Story story;
    story("open u0 r0:x | open u1 r0:x");
    auto const colleague = story.write("web u1 a");
    auto const first = story.write("web u0 a");
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{colleague, first});
    auto const second = story.write("web u0 a");  // its answer had shown both
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{second});
    story.ends_well();
}

TEST_CASE("whole: nothing is written in a root that is being sent, unless the old rows still stand", "[sim][law]") {
    Story story;
    story.world.page_rows_max = 1;
    story.write("write 1 r0:x a");
    story("sync 1 | revoke 0 r0 | sync 0 | grant 0 r0 | connect 0 | up 0 | down 0 9 | up 0 1 | down 0 1");
    auto const root = story.world.name("r0:v").root;
    REQUIRE(*story.world.tablet(0).replica().root_state(root) == RootState::coming);
    auto const before = story.world.last_write();
    story("write 0 r0:x a");
    CHECK(story.world.last_write() == before);
    CHECK(story.saw("a write is refused in a root that is not whole") == 1);
    story("sync 0");
    story.write("write 0 r0:x a");
    story("snap | sync 0 | restore | connect 0 | up 0 | down 0 2");
    CHECK(*story.world.tablet(0).replica().root_state(root) == RootState::refresh);  // the old rows stand in full
    story.write("write 0 r0:x b");
    story.ends_well();
}

TEST_CASE("leave: a withdrawn root takes its rows and answered deltas with it, after unsent work; held ones stay",
          "[sim][law]") {
    Story story;
    auto const bad = story.write("bad 0 r0:x b");
    story("sync 0");
    auto const kept = story.write("write 0 r0:x a");
    story("lostack 0 | revoke 0 r0");
    auto const unsent = story.write("write 0 r0:v a");
    story("sync 0");
    CHECK(story.saw("a root is withdrawn") > 0);
    CHECK(story.world.at_tablet(0, "r0:x", 'a').empty());
    CHECK(story.world.at_tablet(0, "r0:v", 'a').empty());
    CHECK(story.count(0, "pending") == 0);
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{kept});
    CHECK(story.world.tablet(0).held() == Ids{bad, unsent});
    story.ends_well();
}

TEST_CASE("withdrawn: one withdrawal that has seen everything; a value that came beside it keeps the record alive",
          "[sim][law]") {
    Story story;
    story("write 0 r0:x a | sync 0 | sync 1 | withdraw 1 r0:x | sync 1");
    auto const record = [&] { return **story.world.centre().store().find(story.world.name("r0:x")); };
    CHECK(is_withdrawn(record()));
    story("write 0 r0:x a | sync 0");
    CHECK_FALSE(is_withdrawn(record()));
    story.ends_well();
}

TEST_CASE("clip: a push believes no one's future, brings no foreign value and leaves later writes standing",
          "[sim][law]") {
    Story story;
    auto const first = story.write("write 0 r0:x a");
    story("sync 0");
    auto const forger = story.world.tablet(1).replica().identity();
    auto const victim = ReplicaId::of(story.world.tablet(0).replica().identity().device, 1);
    auto const own = ReplicaId::of(forger.device, forger.epoch);
    auto const name = story.world.name("r0:x");
    Delta poison{{name, "x", {}}, {}};
    auto& field = poison.record.at(World::number(name, 'a'));
    field.siblings = {forged_sibling(forger, 1, 900'000, "poison")};
    field.vector.raise(victim, 1'000'000);
    field.vector.raise(own, 1'000'000);
    Delta foreign{{name, "x", {}}, {}};
    auto& stolen = foreign.record.at(World::number(name, 'b'));
    stolen.siblings = {forged_sibling(forger, 2, 900'001, "in another's name")};
    stolen.siblings.front().dot = {victim, 50};
    stolen.vector.raise(victim, 50);
    auto const answer = ingest(story.world, Forged{{poison, foreign}}.push(forger), forger);
    auto const verdicts = *decode_verdicts(answer.ack->verdicts, 2);
    CHECK(verdicts[0].standing == Standing::joined);
    CHECK((verdicts[1].standing == Standing::malformed && verdicts[1].code == "foreign_dot"));
    auto const later = story.write("write 0 r0:x a");
    story("sync 0");
    CHECK(story.world.at_centre("r0:x", 'a') == Ids{later, 900'000});
    CHECK_FALSE(story.world.at_centre("r0:x", 'a').contains(first));
}

TEST_CASE("clip: the counter advances for held deltas too; a counter used again closes the epoch", "[sim][law]") {
    Story story;
    auto const forger = story.world.tablet(1).replica().identity();
    auto const name = story.world.name("r0:x");
    auto const delta = [&](WriteId id) {
        Delta out{{name, "x", {}}, {}};
        auto& field = out.record.at(World::number(name, 'a'));
        field.siblings = {forged_sibling(forger, 5, id, "five")};
        field.vector.raise(ReplicaId::of(forger.device, forger.epoch), 5);
        return out;
    };
    story.world.centre().policy.refused.insert(900'000);
    auto const held = ingest(story.world, Forged{{delta(900'000)}}.push(forger), forger);
    REQUIRE(held.ack);
    auto const first = Forged{{delta(900'000)}}.push(forger).batch.id();
    CHECK(ingest(story.world, Forged{{delta(900'001)}, 1}.push(forger, first), forger).closed);
}

TEST_CASE("gap: a batch whose n is not the expected one is answered with the expected n and not stored", "[sim][law]") {
    Story story;
    story("write 1 r0:x a | sync 1");
    auto const forger = story.world.tablet(1).replica().identity();
    auto const batches = story.world.centre().store().counts()->batches;
    Delta delta{{story.world.name("r0:x"), "x", {}}, {}};
    delta.record.at(2).siblings = {forged_sibling(forger, 9, 900'000, "far")};
    auto const answer = ingest(story.world, Forged{{delta}, 7}.push(forger), forger);
    REQUIRE(answer.refused);
    CHECK((answer.refused->code == "gap" && answer.refused->expected == 1));
    CHECK(story.world.centre().store().counts()->batches == batches);
}

TEST_CASE("redot: same dot, other bytes: two lives of one number close the epoch, and neither covers the other",
          "[sim][law]") {
    Story story;
    story("clone 0 | write 0 r0:x a | write 2 r0:x a | sync 0 | sync 2");
    CHECK(story.saw("a tablet re-enrols in place") == 1);
    CHECK(story.world.centre().store().counts()->incidents == 1);
    CHECK(story.world.at_centre("r0:x", 'a').size() == 2);
    story.ends_well();
}

TEST_CASE("rulings: the epoch after a rollback is above the one before it, so later rulings sort later", "[sim][law]") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        World world(seed);
        auto const epoch = [&] { return world.tablet(0).replica().hello_facts()->hello.cursor.epoch; };
        auto const before = epoch();
        for (auto const& line : parse("snap | write 0 r0:x a | sync 0 | restore | sync 0"))
            REQUIRE(world.act(line) == "");
        CHECK(epoch() > before);
    }
}

namespace {
std::vector<Record> lost_records(World& world) {
    std::vector<Record> out;
    REQUIRE(world.centre().store().read([&](sqlite::Database& db) {
        sqlite::Statement rows(db, "SELECT row FROM lost");
        while (rows.step()) out.push_back(*decode_record(rows.blob(0)));
    }));
    return out;
}
/// An act on tablet 0, sealed at once like every step.
RecordName act_on_visit(World& world) {
    auto& replica = world.tablet(0).replica();
    SeededRandom random(5);
    RecordName const name{world.name("r0:v").root, RecordType::step, Uuid::v7(time_zero, random)};
    Change const one{name, {}, find_field(*find_type(RecordType::step), "act")->number, Change::Kind::write, "VT05",
                     {},   {}};
    REQUIRE(replica.write(std::span(&one, 1), replica.identity().person));
    REQUIRE(replica.seal());
    return ruling_name(name);
}
}  // namespace

TEST_CASE(
    "rulings: a step offered again after a rollback is judged anew and not lost; an old ruling that said otherwise is",
    "[sim][law]") {
    for (bool const otherwise : {false, true}) {
        World world(1);
        auto& store = world.centre().store();
        world.centre().policy.ruling = "in_force";
        REQUIRE(world.act("snap").empty());
        auto const name = act_on_visit(world);
        (void)world.act("sync 0");
        auto const before = (*store.find(name))->value("epoch").integer();
        if (otherwise) world.centre().policy.ruling = "wrong_state";
        (void)world.act("restore");
        (void)world.act("sync 0");
        auto const anew = **world.centre().store().find(name);
        CHECK(anew.value("epoch").integer() > before);
        CHECK(anew.value("result").text() == (otherwise ? "wrong_state" : "in_force"));
        CHECK(**world.tablet(0).replica().find(name) == anew);
        auto const lost = lost_records(world);
        CHECK(std::ranges::none_of(lost, [](Record const& one) { return one.name.type == RecordType::step; }));
        if (otherwise) CHECK(std::ranges::any_of(lost, [&](Record const& one) { return one.name == name; }));
    }
}

TEST_CASE("a tablet is drained only when the pages have passed what its own writes made", "[sim]") {
    Story story;
    story("connect 0 | up 0 | down 0 9 | up 0 9 | down 0 9 | up 0 9 | down 0 9");
    auto& driver = story.world.tablet(0).driver();
    REQUIRE(driver.is_drained());
    for (int round = 0; round < 4; ++round) {
        story(round % 2 == 0 ? "write 0 r0:x a" : "write 0 r0:x a | write 0 r0:x b");
        story("seal 0 | up 0 | commit");
        for (int frames = 0; frames < 4; ++frames) {
            story("down 0");
            CHECK((!driver.is_drained() || story.cursor(0).seq == story.centre_seq()));
        }
        story("up 0 9 | down 0 9 | up 0 9 | down 0 9");
        CHECK(driver.is_drained());
    }
}

TEST_CASE("a seed replays to the byte", "[sim]") {
    for (std::uint64_t seed : {3, 17, 40}) {
        auto const script = script_of(seed);
        CHECK(run(script, seed).fingerprint == run(script, seed).fingerprint);
        CHECK(run(script, seed).fingerprint != run(script, seed + 1).fingerprint);
    }
}
