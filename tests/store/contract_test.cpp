#include <catch2/catch.hpp>

#include "server/store/cursor_seal.hpp"
#include "shared/rules/case_file.hpp"
#include "shared/wire/limits.hpp"
#include "tests/store/stores.hpp"

using namespace mingcha;
using namespace mingcha::test;

// What whoever keeps the office's records promises, whatever it keeps them in: server/store/central_store.hpp.

namespace store_contract_test {
namespace {
constexpr std::int64_t now = 1'764'000'000'000;

/// An office of either kind with a planned visit, and two tablets of the two persons who see it.
template <typename Office>
struct World {
    Office office{11};
    SeededRandom random{12};
    CentralStore& store = *office.store;
    Uuid log;
    Root visit{RootKind::visit, Uuid::v7(now, random)};
    RecordName head{visit, RecordType::visit, visit.id};
    Hand first{Uuid::v7(1, random), now, random};
    Hand second{Uuid::v7(1, random), now, random};

    World() {
        for (auto const* hand : {&first, &second}) MC_CHECK(store.add_device(hand->enrolment()));
        plan(head);
        log = store.greet(first.hello(), now)->welcome.log_id;
    }
    void plan(RecordName const& name) {
        std::array const plan{
            ServerWrite{name, {}, field_number(RecordType::visit, "lead"), first.person, {}, {}, false},
            ServerWrite{name, {}, field_number(RecordType::visit, "members"), second.person, {}, {}, true}};
        MC_CHECK(store.write(plan, now));
    }
    RecordName answer(std::string const& key) const {
        return {visit, RecordType::answer, Uuid::derived(visit.id, key)};
    }
    Delta comment(Hand& by, std::string const& key, char const* text) {
        return by.write(answer(key), key, "comment", text);
    }
    Ingested ingest(PreparedBatch const& batch) { return store.ingest(std::span(&batch, 1), now)->front(); }
    Ack pushed(Hand& by, std::vector<Delta> deltas) {
        auto const answer = ingest(by.seal(std::move(deltas)));
        MC_CHECK(answer.ack);
        return *answer.ack;
    }
    Page page(Hand const& of, std::uint64_t from = 0, std::size_t rows_max = limits::page_rows_max) {
        PageQuery query;
        query.device = of.device, query.person = of.person, query.seq = from, query.rows_max = rows_max;
        return *store.page(query);
    }
    Page root_page(Hand const& of, Root const& root) {
        PageQuery query;
        query.device = of.device, query.person = of.person, query.root = RootCursor{root, 0};
        return *store.page(query);
    }
    std::vector<std::string> texts(std::string const& key) {
        std::vector<std::string> out;
        auto const record = *store.find(answer(key));
        if (record)
            for (auto const* one : record->versions("comment"))
                out.emplace_back(Value::decode(view(one->value))->text());
        std::ranges::sort(out);
        return out;
    }
};

std::vector<DeltaVerdict> verdicts(Ack const& ack) {
    return *decode_verdicts(ack.verdicts, 100);
}
using Texts = std::vector<std::string>;
}  // namespace

#define CONTRACT(name) TEMPLATE_TEST_CASE(name, "[store][contract]", SqliteOffice, ModelOffice)

CONTRACT("a batch is stored once, and its receipt says where in the log") {
    World<TestType> world;
    auto const batch = world.first.seal({world.comment(world.first, "A1", "干净")});
    auto const ack = *world.ingest(batch).ack;
    auto const receipt = world.first.receipt_of(ack, world.log);
    CHECK(verify_receipt(receipt, world.office.identity.public_key()));
    CHECK(receipt.index + 1 == receipt.tree_size);
    CHECK_FALSE(ack.again);
    auto const before = *world.store.counts();
    auto const again = *world.ingest(batch).ack;
    CHECK(again.again);
    CHECK(world.first.receipt_of(again, world.log) == receipt);
    CHECK(world.store.counts()->log_leaves == before.log_leaves);
    CHECK(world.store.counts()->batches == 1);
    CHECK(world.texts("A1") == Texts{"干净"});
}

CONTRACT("a gap and a stranger are refused, with the number that is wanted") {
    World<TestType> world;
    auto const first = world.first.seal({world.comment(world.first, "A1", "一")});
    auto const second = world.first.seal({world.comment(world.first, "A2", "二")});
    auto const refused = *world.ingest(second).refused;
    CHECK(refused.code == "gap");
    CHECK(refused.expected == 0);
    CHECK(world.ingest(first).ack);
    CHECK(world.ingest(second).ack);
    Hand stranger(world.first.person, now, world.random);
    CHECK(world.ingest(stranger.seal({world.comment(stranger, "A1", "生")})).refused->code == "not_enrolled");
    CHECK(world.texts("A1") == Texts{"一"});
}

CONTRACT("each batch of a group has its own answer") {
    World<TestType> world;
    Hand stranger(world.first.person, now, world.random);
    std::vector<PreparedBatch> group;
    group.push_back(world.first.seal({world.comment(world.first, "A1", "一")}));
    group.push_back(stranger.seal({world.comment(stranger, "A1", "生")}));
    group.push_back(world.second.seal({world.comment(world.second, "A2", "二")}));
    auto const answers = *world.store.ingest(group, now);
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].ack);
    CHECK(answers[1].refused);
    CHECK(answers[2].ack);
    CHECK(answers[2].ack->index == answers[0].ack->index + 1);
}

CONTRACT("two lives of one epoch close it, and the tablet goes on in a new one") {
    World<TestType> world;
    Hand copy = world.first;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "一")});
    auto const other = copy.seal({world.comment(copy, "A1", "另")});
    auto const closed = *world.ingest(other).closed;
    CHECK(closed.held == std::vector{world.first.sealed[0].id()});
    CHECK(world.store.counts()->incidents == 1);
    CHECK(world.ingest(world.first.seal({world.comment(world.first, "A2", "二")})).closed);
    CHECK(world.store.counts()->incidents == 1);  // told once
    CHECK(world.texts("A1") == Texts{"一"});

    auto const asked = copy.reenrol();
    copy.shown.clear();  // what only the closed epoch wrote is written anew, over what the office shows
    CHECK(world.store.open_epoch(asked)->code.empty());
    CHECK(world.store.open_epoch(asked)->code.empty());  // asked again
    (void)world.pushed(copy, {world.comment(copy, "A1", "另")});
    CHECK(world.texts("A1") == Texts{"一", "另"});
    auto const taken = world.first.reenrol();
    CHECK(world.store.open_epoch(taken)->code == "epoch_taken");
    auto forged = taken;
    forged.new_epoch = 9;
    CHECK(world.store.open_epoch(forged)->code == "not_allowed");
}

CONTRACT("a counter that comes twice, or another chain, is a second life") {
    World<TestType> world;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "一")});
    SECTION("counter") {
        world.first.counter = 0;
        CHECK(world.ingest(world.first.seal({world.comment(world.first, "A2", "二")})).closed);
    }
    SECTION("chain") {
        world.first.sealed.back().signature[0] ^= 1;  // a batch of another name
        CHECK(world.ingest(world.first.seal({world.comment(world.first, "A2", "二")})).closed);
    }
    CHECK(world.texts("A2").empty());
}

CONTRACT("a refused delta is held, its neighbours are joined, and what follows it waits for the receipt") {
    World<TestType> world;
    auto const ack =
        world.pushed(world.first, {world.comment(world.first, "A1", "不许"), world.comment(world.first, "A2", "可以")});
    auto const said = verdicts(ack);
    REQUIRE(said.size() == 2);
    CHECK(said[0] == DeltaVerdict{Standing::held, 0, "permission"});
    CHECK(said[1].standing == Standing::joined);
    CHECK(world.texts("A1").empty());
    CHECK(world.texts("A2") == Texts{"可以"});
    auto const held = *world.store.held();
    REQUIRE(held.size() == 1);
    CHECK(held[0].header.device == world.first.device);
    CHECK(held[0].index == 0);
    CHECK(held[0].delta.record.name == world.answer("A1"));

    // Sealed without that receipt: the field follows what was refused. Another field does not.
    auto const blind =
        world.pushed(world.first, {world.comment(world.first, "A1", "改"), world.comment(world.first, "A2", "又")});
    CHECK(verdicts(blind)[0].code == "follows_refused");
    CHECK(verdicts(blind)[1].standing == Standing::joined);
    world.first.take(blind, world.log);
    CHECK(verdicts(world.pushed(world.first, {world.comment(world.first, "A1", "知")}))[0].standing ==
          Standing::joined);
}

CONTRACT("a refusal follows its tablet into a new epoch") {
    World<TestType> world;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "不许")});
    auto copy = world.first;
    auto const asked = copy.reenrol();
    CHECK(world.store.open_epoch(asked)->code.empty());
    CHECK(verdicts(world.pushed(copy, {world.comment(copy, "A1", "改")}))[0].code == "follows_refused");
}

CONTRACT("what comes before its visit waits, and is joined when the visit is there") {
    World<TestType> world;
    world.visit.id = Uuid::v7(now, world.random);
    RecordName const head{world.visit, RecordType::visit, world.visit.id};
    auto const ack = world.pushed(world.first, {world.comment(world.first, "A1", "先到")});
    CHECK(verdicts(ack)[0].standing == Standing::waiting);
    CHECK(world.store.counts()->waiting == 1);
    CHECK(world.texts("A1").empty());
    (void)world.pushed(world.second, {world.second.write(head, {}, "lead", world.first.person)});
    CHECK(world.store.counts()->waiting == 0);
    // Judged as it is now: the visit's lead is who wrote it.
    CHECK(world.texts("A1") == Texts{"先到"});
}

CONTRACT("two persons' answers to one item stay side by side until somebody has seen both") {
    World<TestType> world;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "甲")});
    (void)world.pushed(world.second, {world.comment(world.second, "A1", "乙")});
    CHECK(world.texts("A1") == Texts{"乙", "甲"});
    world.first.take(world.root_page(world.first, world.visit));
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "定")});
    CHECK(world.texts("A1") == Texts{"定"});
}

CONTRACT("the office's own write covers what its page showed, and no more") {
    World<TestType> world;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "甲")});
    auto const shown = (*world.store.find(world.answer("A1")))->find("comment")->vector;
    (void)world.pushed(world.second, {world.comment(world.second, "A1", "乙")});
    ServerWrite act{
        world.answer("A1"), "A1", field_number(RecordType::answer, "comment"), "室", world.first.person, shown, false};
    REQUIRE(world.store.write(std::span(&act, 1), now));
    CHECK(world.texts("A1") == Texts{"乙", "室"});
    act.seen = {}, act.value = "全";
    REQUIRE(world.store.write(std::span(&act, 1), now));
    CHECK(world.texts("A1") == Texts{"全"});
}

CONTRACT("a step that arrives gets the office's answer in the same transaction, once") {
    World<TestType> world;
    RecordName const step{world.visit, RecordType::step, Uuid::v7(now, world.random)};
    auto const ack = world.pushed(world.first, {world.first.write(step, {}, "act", "VT04")});
    CHECK(verdicts(ack)[0].standing == Standing::joined);
    auto const rulings = *world.store.records(RecordType::ruling);
    REQUIRE(rulings.size() == 1);
    CHECK(rulings[0].value("step").id() == step.id);
    CHECK(rulings[0].value("order").integer() == static_cast<std::int64_t>(ack.tree_size));
    (void)world.pushed(world.first, {world.first.write(step, {}, "act", "VT05")});
    CHECK(world.store.records(RecordType::ruling)->size() == 1);
}

CONTRACT("pages give a person's own rows, oldest first, each up to where it says") {
    World<TestType> world;
    Hand other(Uuid::v7(1, world.random), now, world.random);
    MC_CHECK(world.store.add_device(other.enrolment()));
    auto const start = world.page(world.first);
    CHECK(start.fresh == std::vector{world.visit});
    CHECK(start.rows.empty());
    CHECK(start.last);
    CHECK(world.root_page(world.first, world.visit).rows.size() == 1);
    for (auto const* key : {"A1", "A2", "A3"})
        (void)world.pushed(world.second, {world.comment(world.second, key, "写")});
    std::vector<std::uint64_t> seqs;
    for (auto page = world.page(world.first, start.to, 2);; page = world.page(world.first, page.to, 2)) {
        for (auto const& row : page.rows) seqs.push_back(row.seq);
        CHECK(page.rows.size() <= 2);
        CHECK(page.last == !page.full);
        if (page.last) break;
    }
    CHECK(seqs.size() == 3);
    CHECK(std::ranges::is_sorted(seqs));
    auto const nothing = world.page(other);
    CHECK(nothing.rows.empty());
    CHECK(nothing.fresh.empty());
    CHECK(nothing.to == world.page(world.first).to);
    // Who asks for the rows of a root that he may not see gets a page without it.
    CHECK_FALSE(world.root_page(other, world.visit).root);
}

CONTRACT("whoever is taken off a visit is told to leave it, and gets it whole when he is put back") {
    World<TestType> world;
    auto const lead = field_number(RecordType::visit, "lead");
    auto const before = world.page(world.first).to;
    ServerWrite const away{world.head, {}, lead, world.second.person, {}, {}, false};
    REQUIRE(world.store.write(std::span(&away, 1), now));
    auto const page = world.page(world.first, before);
    CHECK(page.leaves == std::vector{world.visit});
    CHECK(page.rows.empty());
    CHECK(verdicts(world.pushed(world.first, {world.comment(world.first, "A1", "晚")}))[0].code == "grant");
    ServerWrite const back{world.head, {}, lead, world.first.person, {}, {}, false};
    REQUIRE(world.store.write(std::span(&back, 1), now));
    CHECK(world.page(world.first, page.to).fresh == std::vector{world.visit});
    CHECK(world.page(world.first, page.to).leaves.empty());
}

CONTRACT("a visit that a tablet made itself comes to it as rows, to others whole") {
    World<TestType> world;
    Root const own{RootKind::visit, Uuid::v7(now, world.random)};
    RecordName const head{own, RecordType::visit, own.id};
    auto const before = world.page(world.first).to;
    (void)world.pushed(world.first, {world.first.write(head, {}, "lead", world.first.person)});
    auto const page = world.page(world.first, before);
    CHECK(page.fresh.empty());
    CHECK(page.rows.size() == 1);
    Hand second_tablet(world.first.person, now, world.random);
    MC_CHECK(world.store.add_device(second_tablet.enrolment()));
    CHECK(world.page(second_tablet, before).fresh == std::vector{own});
    CHECK(world.page(second_tablet, before).rows.empty());
}

CONTRACT("echoes of a tablet's own rows are named, unless it has not seen what they were joined with") {
    World<TestType> world;
    auto const start = world.page(world.first);
    auto batch = world.first.seal({world.comment(world.first, "A1", "一")});
    batch.confirmed.epoch = start.server_epoch, batch.confirmed.seq = start.to;
    auto const answer = world.ingest(batch);
    REQUIRE(answer.quiet.size() == 1);
    CHECK(answer.quiet[0] == verdicts(*answer.ack)[0].seq);
    PageQuery query;
    query.device = world.first.device, query.person = world.first.person, query.seq = start.to;
    query.quiet = answer.quiet;
    CHECK(world.store.page(query)->rows.empty());
    (void)world.pushed(world.second, {world.comment(world.second, "A1", "二")});
    auto late = world.first.seal({world.comment(world.first, "A1", "三")});
    late.confirmed = batch.confirmed;
    CHECK(world.ingest(late).quiet.empty());
}

CONTRACT("a tablet that does not know its own batches is told that it has two lives") {
    World<TestType> world;
    auto const young = world.first;
    (void)world.pushed(world.first, {world.comment(world.first, "A1", "一")});
    auto const fine = *world.store.greet(world.first.hello(), now);
    CHECK_FALSE(fine.closed);
    CHECK(fine.welcome.held == std::vector{EpochCount{1, 1, ByteReader(world.first.sealed[0].id()).u64_be()}});
    CHECK(world.store.greet(young.hello(), now)->closed);
    CHECK(world.store.greet(world.first.hello(), now)->closed);  // both lives are over
}

CONTRACT("a cursor that this office never gave starts anew; one that it gave and has lost begins an epoch, once") {
    World<TestType> world;
    auto const page = world.page(world.first);
    Cursor const known{page.server_epoch, page.to, page.check};
    auto const fine = *world.store.greet(world.first.hello(known), now);
    CHECK_FALSE(fine.welcome.restart);
    auto const made_up = *world.store.greet(world.first.hello({page.server_epoch, page.to + 5, 77}), now);
    CHECK(made_up.strange_cursor);
    CHECK(made_up.welcome.restart);
    CHECK(made_up.welcome.server_epoch == page.server_epoch);

    // From a life that a restored backup does not know: sealed by the office's own key.
    store::CursorSeal const seal(world.office.identity, world.log);
    Cursor const lost{page.server_epoch + 7, 3, seal.check(page.server_epoch + 7, 3, 0)};
    auto const restored = *world.store.greet(world.first.hello(lost), now);
    CHECK(restored.welcome.server_epoch > page.server_epoch);
    CHECK(restored.welcome.restart);
    auto const next = *world.store.greet(world.second.hello(lost), now);
    CHECK(next.welcome.server_epoch == restored.welcome.server_epoch);
    // So does a row of this very epoch that it no longer has.
    Cursor const ahead{next.welcome.server_epoch, page.to + 100,
                       seal.check(next.welcome.server_epoch, page.to + 100, 0)};
    CHECK(world.store.greet(world.first.hello(ahead), now)->welcome.server_epoch > next.welcome.server_epoch);
}

CONTRACT("a receipt of the office's own that its log lacks begins an epoch, once, and is honoured") {
    World<TestType> world;
    auto const epoch = world.page(world.first).server_epoch;
    // An earlier life stored this batch and held its delta.
    auto const batch =
        world.first.seal({world.comment(world.first, "A1", "一"), world.comment(world.first, "A2", "二")});
    Bytes const said = encode_verdicts({{Standing::joined, 40, {}}, {Standing::held, 0, "permission"}});
    Receipt receipt{world.log, epoch + 3, 90, world.first.device, 1, 0, world.first.sealed[0].id(), sha256(said), now,
                    91,        {},        {}};
    receipt.signature = world.office.identity.sign(Label::receipt, receipt.body());
    auto hello = world.first.hello();
    hello.receipt = receipt.encode();
    auto const after = world.store.greet(hello, now)->welcome.server_epoch;
    CHECK(after > epoch);
    CHECK(world.store.greet(hello, now)->welcome.server_epoch == after);
    auto offered = batch;
    offered.push.old_receipt = receipt.encode(), offered.push.old_verdicts = said;
    auto const ack = world.ingest(offered).ack;
    REQUIRE(ack);
    CHECK(verdicts(*ack)[0].standing == Standing::joined);
    CHECK(verdicts(*ack)[1] == DeltaVerdict{Standing::held, 0, "permission"});
    CHECK(world.texts("A1") == Texts{"一"});
    CHECK(world.texts("A2").empty());
}

CONTRACT("what was covered before a rollback is covered after it, whichever tablet comes back first") {
    World<TestType> world;
    auto written = world.first.seal({world.comment(world.first, "A1", "前")});
    world.second.shown = world.first.shown;  // in the life of the office that its backup does not know
    auto covering = world.second.seal({world.comment(world.second, "A1", "后")});
    auto const remember = [&](Hand const& hand, PreparedBatch& batch, std::uint64_t index) {
        Bytes const said = encode_verdicts({{Standing::joined, 40, {}}});
        auto receipt = world.first.receipt_of({1, 0, false, said, 3, index, now, 91, {}, {}}, world.log);
        receipt.device = hand.device, receipt.batch = batch.push.batch.id();
        receipt.signature = world.office.identity.sign(Label::receipt, receipt.body());
        batch.push.old_receipt = receipt.encode(), batch.push.old_verdicts = said;
    };
    remember(world.first, written, 80);
    remember(world.second, covering, 81);
    SECTION("the one that wrote") {
        CHECK(world.ingest(written).ack);
        CHECK(world.ingest(covering).ack);
    }
    SECTION("the one that covered") {
        CHECK(world.ingest(covering).ack);
        CHECK(world.ingest(written).ack);
    }
    CHECK(world.texts("A1") == Texts{"后"});
}

CONTRACT("when a tablet last spoke with the office is kept by the hour") {
    World<TestType> world;
    constexpr std::int64_t hour = 3'600'000;
    auto const said = [&](std::int64_t at_ms) {
        RecordName const step{world.visit, RecordType::step, Uuid::v7(now, world.random)};
        auto const batch = world.first.seal({world.first.write(step, {}, "act", "VT04")});
        MC_CHECK(world.store.ingest(std::span(&batch, 1), at_ms)->front().ack);
        return std::string((*world.store.find(ruling_name(step)))->value("result").text());
    };
    CHECK(said(now - 1) == "never");
    CHECK(said(now) == std::to_string(now));
    (void)world.store.greet(world.first.hello(), now + hour / 2);
    CHECK(said(now + hour) == std::to_string(now));
    (void)world.store.greet(world.first.hello(), now + hour);
    CHECK(said(now + hour) == std::to_string(now + hour));
    CHECK(said(now + hour - 1) == std::to_string(now));
}

CONTRACT("a receipt that the office did not sign is nothing") {
    World<TestType> world;
    auto const epoch = world.page(world.first).server_epoch;
    auto batch = world.first.seal({world.comment(world.first, "A1", "不许")});
    Bytes const said = encode_verdicts({{Standing::joined, 40, {}}});
    Receipt receipt{world.log, epoch + 3, 90, world.first.device, 1, 0, world.first.sealed[0].id(), sha256(said), now,
                    91,        {},        {}};
    receipt.signature = world.first.key.sign(Label::receipt, receipt.body());
    auto hello = world.first.hello();
    hello.receipt = receipt.encode();
    CHECK(world.store.greet(hello, now)->welcome.server_epoch == epoch);
    batch.push.old_receipt = receipt.encode(), batch.push.old_verdicts = said;
    CHECK(verdicts(*world.ingest(batch).ack)[0].standing == Standing::held);
}

CONTRACT("what a tablet that was shut out hands in is held; admitted again, it goes on") {
    World<TestType> world;
    REQUIRE(world.store.set_revoked(world.first.device, true, "lost", now));
    CHECK(world.store.device_facts(world.first.device, 1)->revoked);
    auto const ack = world.pushed(world.first, {world.comment(world.first, "A1", "一")});
    CHECK(verdicts(ack)[0].code == "revoked");
    world.first.take(ack, world.log);
    REQUIRE(world.store.set_revoked(world.first.device, false, "found", now));
    CHECK(verdicts(world.pushed(world.first, {world.comment(world.first, "A1", "二")}))[0].standing ==
          Standing::joined);
    CHECK(world.store.counts()->incidents == 2);
    auto const nobody = world.store.set_revoked(Uuid::v7(1, world.random), true, "", now);
    REQUIRE_FALSE(nobody);
    CHECK(nobody.error().code == "no_device");
}

CONTRACT("a device is enrolled once, for one person and one key") {
    World<TestType> world;
    CHECK(world.store.add_device(world.first.enrolment()));
    auto other = world.first.enrolment();
    other.person = world.second.person;
    CHECK(world.store.add_device(other).error().code == "device_known");
    other = world.first.enrolment();
    other.key = world.second.key.public_key();
    CHECK(world.store.add_device(other).error().code == "device_known");
    auto const facts = *world.store.device_facts(world.first.device, 1);
    CHECK(facts.known);
    CHECK(facts.person == world.first.person);
    CHECK(facts.key == world.first.key.public_key());
    CHECK_FALSE(world.store.device_facts(world.first.device, 2)->known);
}

CONTRACT("lost acts stand there once however often they come; quarantine is bounded for each tablet") {
    World<TestType> world;
    (void)world.comment(world.first, "A1", "失");
    LostActs const acts{{world.first.shown.at(world.answer("A1"))}};
    CHECK(world.store.keep_lost(world.first.device, acts, now)->count == 1);
    CHECK(world.store.keep_lost(world.first.device, acts, now)->count == 1);
    CHECK(world.store.counts()->lost == 1);
    auto const bad = world.first.seal({world.comment(world.first, "A1", "坏")}).push;
    for (std::size_t i = 0; i < limits::quarantine_per_device_max + 3; ++i)
        REQUIRE(world.store.quarantine(world.first.device, "bad_signature", bad, now));
    REQUIRE(world.store.quarantine(world.second.device, "bad_signature", bad, now));
    CHECK(world.store.counts()->quarantined == limits::quarantine_per_device_max + 1);
}

CONTRACT("records are found by name, by visit and by type") {
    World<TestType> world;
    (void)world.pushed(world.first, {world.comment(world.first, "A2", "二"), world.comment(world.first, "A1", "一")});
    CHECK(world.store.find(world.answer("A1"))->value().value("comment").text() == "一");
    CHECK_FALSE(world.store.find(world.answer("A9"))->has_value());
    auto const all = *world.store.records(world.visit);
    REQUIRE(all.size() == 3);
    CHECK(std::ranges::is_sorted(all, {}, &Record::name));
    auto const answers = *world.store.records(RecordType::answer);
    CHECK(answers.size() == 2);
    CHECK(std::ranges::is_sorted(answers, {}, [](Record const& one) { return one.name.id; }));
    CHECK(world.store.counts()->records == 3);
}

}  // namespace store_contract_test
