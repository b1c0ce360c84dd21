#include <catch2/catch.hpp>

#include "server/store/cursor_seal.hpp"
#include "tests/store/stores.hpp"
#include "tests/support/seed.hpp"

using namespace mingcha;
using namespace mingcha::test;

// Random calls, on the store of the product and on the model: every answer is the same to the byte, receipts and pages included.

namespace same_answers_test {
namespace {
constexpr std::int64_t start_ms = 1'764'000'000'000;

bool same(Ingested const& a, Ingested const& b) {
    return a.ack == b.ack && a.refused == b.refused && a.closed == b.closed && a.quiet == b.quiet;
}
bool same(Greeting const& a, Greeting const& b) {
    return a.welcome == b.welcome && a.closed == b.closed && a.strange_cursor == b.strange_cursor;
}
bool same(HeldRow const& a, HeldRow const& b) {
    return a.id == b.id && a.header == b.header && a.index == b.index && a.verdict == b.verdict && a.delta == b.delta;
}
bool same(StoreCounts const& a, StoreCounts const& b) {
    auto const all = [](StoreCounts const& of) {
        return std::array{of.records, of.batches, of.log_leaves, of.held,
                          of.waiting, of.lost,    of.incidents,  of.quarantined};
    };
    return all(a) == all(b);
}
bool same(auto const& a, auto const& b) {
    return a == b;
}
template <typename T>
bool same(std::vector<T> const& a, std::vector<T> const& b) {
    return std::ranges::equal(a, b, [](T const& x, T const& y) { return same(x, y); });
}

std::string code(Outcome<Unit> const& done) {
    return done ? "" : done.error().code;
}

/// How often a run came to what makes it worth running.
struct Reached {
    int acks = 0, again = 0, gaps = 0, closed = 0, held = 0, waiting = 0, honoured = 0, leaves = 0, restored = 0,
        strange = 0, quiet = 0, full = 0, covered = 0;
};

class Pair {
    template <typename Ask>
    auto both(Ask ask) {
        auto const a = ask(*sqlite_.store);
        auto const b = ask(*model_.store);
        REQUIRE(same(a, b));
        return a;
    }
    auto& any(auto& of) { return of[random_.below(of.size())]; }

public:
    Pair(std::uint64_t seed, Reached& reached) : sqlite_(seed), model_(seed), random_(seed * 7 + 3), reached_(reached) {
        for (int i = 0; i < 3; ++i) persons_.push_back(Uuid::v7(1, random_));
        for (int i = 0; i < 4; ++i) roots_.push_back({RootKind::visit, Uuid::v7(start_ms, random_)});
        for (int i = 0; i < 4; ++i) enrol(persons_[static_cast<std::size_t>(i) % persons_.size()]);
        plan(roots_[0]);
        (void)greet(hands_[0].hello());
    }

    void step() {
        now_ms_ += static_cast<std::int64_t>(random_.below(3'000'000));
        switch (random_.below(17)) {
            case 0:
                return plan(any(roots_));
            case 1:
                return repeat();
            case 2:
                return copy();
            case 3:
                return say_hello();
            case 4:
                return shut_out();
            case 5:
                return new_life();
            case 6:
                return after_a_rollback();
            case 7:
                return lose();
            case 8:
            case 9:
                return read(any(hands_));
            case 10:
                return office_writes();
            case 11:
                return both_after_a_rollback();
            default:
                return push();
        }
    }

    void compare_all() {
        (void)both([](CentralStore& store) { return *store.counts(); });
        (void)both([](CentralStore& store) { return *store.held(); });
        for (auto const type : {RecordType::visit, RecordType::answer, RecordType::step, RecordType::ruling})
            (void)both([&](CentralStore& store) { return *store.records(type); });
        for (auto const& root : roots_) (void)both([&](CentralStore& store) { return *store.records(root); });
        for (auto const& hand : hands_)
            (void)both([&](CentralStore& store) { return *store.page({hand.device, hand.person, 0, 0, {}, {}}); });
    }

private:
    bool chance(std::uint64_t one_of) { return random_.below(one_of) == 0; }

    void enrol(Uuid const& person) {
        hands_.emplace_back(person, start_ms, random_);
        for (auto* store : {sqlite_.store.get(), model_.store.get()})
            MC_CHECK(store->add_device(hands_.back().enrolment()));
        seen_.emplace_back();
    }
    Cursor& seen(Hand const& of) { return seen_[static_cast<std::size_t>(&of - hands_.data())]; }

    void plan(Root const& root) {
        RecordName const head{root, RecordType::visit, root.id};
        std::vector<ServerWrite> acts{
            {head, {}, field_number(RecordType::visit, "lead"), any(persons_), {}, {}, false}};
        if (chance(2))
            acts.push_back({head, {}, field_number(RecordType::visit, "members"), any(persons_), {}, {}, true});
        (void)both([&](CentralStore& store) { return code(store.write(acts, now_ms_)); });
    }

    void office_writes() {
        auto const& root = any(roots_);
        auto const records = *model_.store->records(root);
        if (records.empty()) return;
        auto const& record = any(records);
        if (record.name.type != RecordType::answer) return;
        ServerWrite act{record.name, record.key, field_number(RecordType::answer, "comment"), "室", any(persons_),
                        {},          false};
        if (chance(2)) act.seen = VersionVector{};
        (void)both([&](CentralStore& store) { return code(store.write(std::span(&act, 1), now_ms_)); });
    }

    Delta some_delta(Hand& by) {
        auto const& root = any(roots_);
        if (chance(6))
            return by.write({root, RecordType::visit, root.id}, {}, chance(3) ? "lead" : "summary", lead_or_text());
        if (chance(8)) return by.write({root, RecordType::step, Uuid::v7(start_ms, random_)}, {}, "act", "VT04");
        auto const item = "A" + std::to_string(random_.below(3));
        return by.write({root, RecordType::answer, Uuid::derived(root.id, item)}, item,
                        chance(3) ? "practice" : "comment", chance(8) ? "不许" : "写");
    }
    Value lead_or_text() {
        return chance(2) ? Value(any(persons_)) : Value("总评");
    }  // one of them is of the wrong kind

    PreparedBatch some_batch(Hand& by) {
        std::vector<Delta> deltas;
        do deltas.push_back(some_delta(by));
        while (chance(2));
        auto out = by.seal(std::move(deltas));
        out.drift_ms = chance(6) ? 3'600'000 : 0;
        auto const& cursor = seen(by);
        if (chance(2)) out.confirmed.epoch = cursor.epoch, out.confirmed.seq = cursor.seq;
        return out;
    }

    void ingest(std::vector<PreparedBatch> const& group) {
        auto const answers = both([&](CentralStore& store) { return *store.ingest(group, now_ms_); });
        for (std::size_t i = 0; i < answers.size(); ++i) {
            auto const& answer = answers[i];
            auto const& header = group[i].push.batch.header;
            reached_.closed += answer.closed.has_value();
            reached_.gaps += answer.refused && answer.refused->code == "gap";
            reached_.quiet += !answer.quiet.empty();
            if (!answer.ack) continue;
            ++reached_.acks;
            reached_.again += answer.ack->again;
            auto const verdicts = *decode_verdicts(answer.ack->verdicts, 100);
            for (auto const& verdict : verdicts) {
                reached_.held += verdict.standing == Standing::held;
                reached_.waiting += verdict.standing == Standing::waiting;
            }
            for (auto& hand : hands_)
                if (hand.device == header.device && hand.epoch == header.epoch && header.n < hand.sealed.size() &&
                    hand.sealed[header.n].id() == group[i].push.batch.id() && !chance(3))
                    hand.take(*answer.ack, log_);
        }
    }

    void push() {
        std::vector<PreparedBatch> group;
        do group.push_back(some_batch(any(hands_)));
        while (chance(3));
        ingest(group);
    }
    void repeat() {
        auto const& hand = any(hands_);
        if (!hand.sealed.empty()) ingest({hand.of(any(hand.sealed))});
    }
    /// A copy goes its own way.
    void copy() {
        auto& hand = any(hands_);
        if (hand.sealed.empty()) return;
        if (chance(2)) return (void)some_batch(hand);  // sealed and not sent: what comes next makes a gap
        hand.sealed.pop_back();
    }
    void new_life() {
        auto& hand = any(hands_);
        auto const before = hand;
        auto const asked = hand.reenrol();
        auto const answer = both([&](CentralStore& store) { return *store.open_epoch(asked); });
        if (answer.code.empty()) return;
        hand.key = before.key, hand.epoch = before.epoch, hand.counter = before.counter;
        hand.sealed = before.sealed, hand.quoted = before.quoted;
    }
    void shut_out() {
        auto const& hand = any(hands_);
        bool const revoked = chance(3);
        (void)both([&](CentralStore& store) { return code(store.set_revoked(hand.device, revoked, "why", now_ms_)); });
        (void)both([&](CentralStore& store) { return store.device_facts(hand.device, hand.epoch)->revoked; });
    }
    void lose() {
        auto& hand = any(hands_);
        LostActs acts;
        for (auto const& [name, record] : hand.shown)
            if (chance(3)) acts.records.push_back(record);
        (void)both([&](CentralStore& store) { return store.keep_lost(hand.device, acts, now_ms_)->count; });
        if (hand.sealed.empty()) return;
        Push const bad{any(hand.sealed), {}, {}};
        (void)both(
            [&](CentralStore& store) { return code(store.quarantine(hand.device, "bad_signature", bad, now_ms_)); });
    }

    Greeting greet(Hello const& hello) {
        auto const out = both([&](CentralStore& store) { return *store.greet(hello, now_ms_); });
        log_ = out.welcome.log_id;
        reached_.restored += epoch_ != 0 && epoch_ != out.welcome.server_epoch;
        reached_.strange += out.strange_cursor;
        epoch_ = out.welcome.server_epoch;
        return out;
    }
    void say_hello() {
        auto const& hand = any(hands_);
        store::CursorSeal const seal(sqlite_.identity, log_);
        Cursor cursor = seen(hand);
        if (chance(4)) cursor.seq += random_.below(5);
        if (chance(6)) {
            std::uint64_t const epoch = epoch_ + random_.below(2);
            std::uint64_t const seq = random_.below(300);
            cursor = {epoch, seq, seal.check(epoch, seq, random_.below(3) << 60)};
        }
        (void)greet(hand.hello(cursor));
    }
    /// As if an earlier life of the office, which its backup does not know, had answered this batch.
    Bytes remember(Hand& hand, PreparedBatch& batch, std::uint64_t index) {
        std::vector<DeltaVerdict> said;
        for (std::size_t i = 0; i < batch.body.deltas.size(); ++i)
            said.push_back(chance(4) ? DeltaVerdict{Standing::held, 0, "grant"}
                                     : DeltaVerdict{Standing::joined, 9 + i, {}});
        batch.push.old_verdicts = encode_verdicts(said);
        Receipt receipt{log_,
                        1,
                        index,
                        hand.device,
                        hand.epoch,
                        batch.push.batch.header.n,
                        batch.push.batch.id(),
                        sha256(batch.push.old_verdicts),
                        now_ms_,
                        91,
                        {},
                        {}};
        receipt.signature = (chance(5) ? hand.key : sqlite_.identity).sign(Label::receipt, receipt.body());
        return batch.push.old_receipt = receipt.encode();
    }
    void after_a_rollback() {
        auto& hand = any(hands_);
        auto batch = some_batch(hand);
        auto const receipt = remember(hand, batch, random_.below(90));
        if (chance(3)) {
            auto hello = hand.hello(seen(hand));
            hello.receipt = receipt;
            (void)greet(hello);
        }
        ++reached_.honoured;
        ingest({batch});
    }
    /// What one tablet wrote in that life another has covered in it: they come back in either order.
    void both_after_a_rollback() {
        auto& writer = any(hands_);
        auto& reader = any(hands_);
        if (writer.device == reader.device) return;
        auto const index = random_.below(90);
        auto first = some_batch(writer);
        auto const name = first.body.deltas.front().record.name;
        if (name.type != RecordType::answer) return;
        auto& known = reader.shown.try_emplace(name, writer.shown.at(name)).first->second;
        known = join(known, writer.shown.at(name));
        auto second = reader.seal({reader.write(name, known.key, "comment", "盖")});
        (void)remember(writer, first, index);
        (void)remember(reader, second, index + random_.below(3));
        if (chance(3)) return ingest({first, second});
        ingest({second});
        ++reached_.covered;
        ingest({first});
    }

    void read(Hand& hand) {
        auto& cursor = seen(hand);
        PageQuery query;
        query.device = hand.device, query.person = hand.person;
        query.seq = chance(4) ? random_.below(cursor.seq + 1) : cursor.seq;
        query.rows_max = 1 + random_.below(6);
        if (chance(3)) query.root = RootCursor{any(roots_), random_.below(2) * random_.below(cursor.seq + 1)};
        if (chance(3))
            for (std::uint64_t seq = query.seq; seq < query.seq + 9; ++seq)
                if (chance(2)) query.quiet.push_back(seq);
        auto const page = both([&](CentralStore& store) { return *store.page(query); });
        reached_.leaves += !page.leaves.empty();
        reached_.full += page.full;
        hand.take(page);
        if (!page.root && query.seq == cursor.seq) cursor = {page.server_epoch, page.to, page.check};
    }

    SqliteOffice sqlite_;
    ModelOffice model_;
    SeededRandom random_;
    Reached& reached_;
    std::vector<Uuid> persons_;
    std::vector<Root> roots_;
    std::vector<Hand> hands_;
    std::vector<Cursor> seen_;
    Uuid log_;
    std::uint64_t epoch_ = 0;
    std::int64_t now_ms_ = start_ms;
};
}  // namespace

TEST_CASE("random calls get the same answers from SQLite and from plain maps", "[store][laws]") {
    constexpr int runs = 60, steps = 120;
    auto const first = seed();
    Reached reached;
    for (std::uint64_t run = first; run < first + runs; ++run) {
        INFO("run of seed " << run);
        Pair pair(run, reached);
        for (int i = 0; i < steps; ++i) pair.step();
        pair.compare_all();
    }
    CHECK(reached.acks > 500);
    for (int const times :
         {reached.again, reached.gaps, reached.closed, reached.held, reached.waiting, reached.honoured, reached.leaves,
          reached.restored, reached.strange, reached.quiet, reached.full, reached.covered})
        CHECK(times > 20);
}

}  // namespace same_answers_test
