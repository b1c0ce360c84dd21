#include <algorithm>

#include "server/store/audit.hpp"
#include "tests/sim/world.hpp"

// The promises, checked against the ledger of what really happened: never against another run of the same code.

namespace mingcha::sim {

/// What the centre holds, read back from its own tables.
struct World::CentreFacts {
    std::map<RecordName, Record> rows;
    std::set<WriteId> standing;  ///< every sibling of every row
    std::set<WriteId> joined;    ///< by the verdicts of its batches
    std::set<WriteId> waiting;
    std::set<WriteId> held;
    std::set<WriteId> logged;  ///< every value in a stored batch, superseded ones too
    std::set<WriteId> lost;    ///< on the list of lost acts
};

namespace {
void each_id(Delta const& delta, auto visit) {
    for (auto const& [number, field] : delta.record.fields)
        for (auto const& sibling : field.siblings)
            if (!sibling.is_named_only()) visit(id_of(sibling));
}

std::string write_text(char const* what, WriteId id) {
    return std::string(what) + " (w" + std::to_string(id) + ")";
}
}  // namespace

World::CentreFacts World::facts() {
    auto const calm = centre_.place().calm();
    CentreFacts out;
    for (auto const& what : names_)
        if (auto row = *centre_.store().find(what)) out.rows.emplace(what, *std::move(row));
    for (auto const& [what, row] : out.rows)
        for (auto const& [number, field] : row.fields) out.standing.merge(ids_of(&field));
    auto const held = *centre_.store().held();
    for (auto const& row : held) each_id(row.delta, [&](WriteId id) { out.held.insert(id); });
    MC_CHECK(centre_.store().read([&](sqlite::Database& db) {
        sqlite::Statement lost(db, "SELECT row FROM lost");
        while (lost.step())
            if (auto const record = decode_record(lost.blob(0)))
                for (auto const& [number, field] : record->fields) out.lost.merge(ids_of(&field));
        sqlite::Statement batches(db, "SELECT push, verdicts FROM batch ORDER BY idx");
        while (batches.step()) {
            auto const frame = decode_frame(batches.blob(0));
            auto const body = decode_body(std::get<Push>(*frame).batch.body);
            auto const verdicts = decode_verdicts(batches.blob(1), body->deltas.size());
            for (std::size_t i = 0; i < body->deltas.size(); ++i) {
                auto const& delta = body->deltas[i];
                auto const standing = verdicts->at(i).standing;
                bool const parent_came =
                    out.rows.contains({delta.record.name.root, RecordType::visit, delta.record.name.root.id});
                each_id(delta, [&](WriteId id) {
                    out.logged.insert(id);
                    bool const late = standing == Standing::waiting && parent_came && !out.held.contains(id);
                    if (standing == Standing::joined || late) out.joined.insert(id);
                    if (standing == Standing::waiting) out.waiting.insert(id);
                });
                for (auto const& old : delta.superseded) out.logged.insert(id_of(old.write));
            }
        }
    }));
    for (auto const& [id, written] : truth_.writes)
        if (written.is_web) out.joined.insert(id);
    return out;
}

/// A write that is not answered stands on its tablet: shown, replaced by one that had seen it, taken out by hand, or held.
std::string World::always() {
    if (!broken_.empty()) return broken_;
    for (auto& at : tablets_) {
        auto const& ledger = at.tablet->ledger();
        std::map<std::pair<RecordName, std::uint16_t>, std::set<WriteId>> seen;
        std::optional<std::set<WriteId>> held;
        for (auto const& [id, answer] : ledger.own) {
            if (answer) continue;
            auto const& written = truth_.writes.at(id);
            auto const [place, fresh] = seen.try_emplace({written.name, written.field});
            if (fresh) place->second = truth_.closure(at.tablet->shown(written.name, written.field));
            if (place->second.contains(id) || written.is_removed || ledger.removals.contains(id)) continue;
            if (!held) held = at.tablet->held();
            if (!held->contains(id)) return write_text("an unanswered write is not shown on its tablet", id);
        }
    }
    return {};
}

std::string World::check_lost(CentreFacts const& facts) {
    std::set<WriteId> promised = facts.joined;
    for (auto& at : tablets_)
        for (auto const& [id, answer] : at.tablet->ledger().own)
            if (answer == Standing::joined) promised.insert(id);
    for (auto const id : promised) {
        auto const& written = truth_.writes.at(id);
        if (facts.standing.contains(id)) {
            bool const is_final = restores_ == 0 || (restores_ == 1 && settled_removals_.contains(id));
            if (written.is_removed && !was_copied_ && is_final) return write_text("a joined removal came back", id);
            continue;
        }
        auto const replaces = [&](WriteId other) {
            auto const& by = truth_.writes.at(other);
            return by.name == written.name && by.field == written.field && by.saw.contains(id);
        };
        // Not yet promised: to tell two writes of one dot apart when the centre that knew the first was restored. The tablet that wrote it
        // keeps its sealed batch.
        if (restores_ > 0 && twins_.contains(id)) continue;
        // A copy's receipt said joined; after the restore the original came first, and the office had changed its mind: it is on its list.
        // Or the copy's batch of that number was there already: then the original comes as a lost act, or its tablet lists it.
        bool const is_listed = facts.lost.contains(id) ||
                               std::ranges::any_of(tablets_, [&](Seat& at) { return at.tablet->held().contains(id); });
        if (restores_ > 0 && was_copied_ && is_listed) continue;
        if (restores_ > 0 && (facts.held.contains(id) || std::ranges::any_of(facts.held, replaces))) continue;
        if (written.is_removed || lostable_.contains(id) || std::ranges::any_of(facts.joined, replaces)) continue;
        return write_text(written.is_web ? "a web write is lost unseen" : "a joined write is lost unseen", id);
    }
    for (auto const id : facts.standing)
        if (!facts.joined.contains(id)) return write_text("a write stands that was never joined", id);
    return {};
}

std::string World::check_tablet(Seat& at, CentreFacts const& facts) {
    auto const& ledger = at.tablet->ledger();
    for (auto const& what : names_) {
        auto const mine = *at.tablet->replica().find(what);
        auto const there = facts.rows.find(what);
        bool const sees = centre_.policy.audience[what.root].contains(persons_[at.person]);
        if (!mine && (!sees || there == facts.rows.end())) continue;
        bool const parent_came = facts.rows.contains({what.root, RecordType::visit, what.root.id});
        // Own writes whose parent had not come when they were judged stay where they were written until it does.
        bool const waits = mine && std::ranges::all_of(mine->fields, [&](auto const& field) {
                               return std::ranges::all_of(ids_of(&field.second), [&](WriteId id) {
                                   auto const found = ledger.own.find(id);
                                   return found != ledger.own.end() && found->second == Standing::waiting;
                               });
                           });
        if (mine && !sees && waits) continue;
        if (mine && !sees) return "a record outside its audience";
        if (mine && there == facts.rows.end()) {
            if (!waits || parent_came) return "a record that only a tablet shows";
            continue;
        }
        if (!mine) return "a record that a tablet does not show";
        if (*mine == there->second) continue;
        for (auto const& [number, field] : there->second.fields) {
            auto const* own = mine->find(number);
            if (!own || ids_of(own) != ids_of(&field))
                return "a tablet shows other values than the centre (field " + std::to_string(number) + ")";
        }
        return "a tablet and the centre differ in vectors or stamps";
    }
    auto const held = *at.tablet->replica().held();
    for (auto const& row : held) {
        std::string missing;
        // Not yet promised: that a copy's refused batch is handed in again as evidence after a rollback (DESIGN 4.6).
        bool const is_evidence = row.verdict.code == "epoch_closed" || (was_copied_ && restores_ > 0);
        if (!is_evidence)
            each_id(row.delta, [&](WriteId id) {
                if (!facts.held.contains(id)) missing = write_text("held on a tablet, not listed by the centre", id);
            });
        if (!missing.empty()) return missing;
    }
    for (auto const& [id, answer] : ledger.own)
        if (answer && !facts.logged.contains(id) && !(was_copied_ && restores_ > 0))
            return write_text("an answered value is not in the log", id);
    return {};
}

std::string World::check_withdrawn() {
    for (auto const& what : names_) {
        auto const row = *centre_.store().find(what);
        if (!row) continue;
        std::set<WriteId> others;
        for (auto const& [number, field] : row->fields)
            if (number != withdrawn_field) others.merge(ids_of(&field));
        bool one = false;
        for (auto const id : ids_of(row->find(withdrawn_field)))
            one |= std::ranges::includes(truth_.writes.at(id).saw, others);
        if (is_withdrawn(*row) && !one) return "a record is withdrawn over a value that the withdrawer had not seen";
        if (one && !is_withdrawn(*row) && restores_ == 0 && !was_copied_) return "a withdrawal has no effect";
        if (is_withdrawn(*row)) sometimes("a record is withdrawn");
    }
    return {};
}

std::string World::check() {
    if (!centre_.place().is_whole()) return "the centre's database is damaged";
    for (auto& at : tablets_)
        if (!at.tablet->is_whole()) return "a tablet's database is damaged";
    auto const known = facts();
    if (auto broken = check_lost(known); !broken.empty()) return broken;
    for (auto& at : tablets_)
        if (auto broken = check_tablet(at, known); !broken.empty()) return broken;
    for (auto const& [what, row] : known.rows)
        if (!conflicts(row).empty()) sometimes("a field is in conflict");
    if (auto broken = check_withdrawn(); !broken.empty()) return broken;
    // The log alone gives the same rows: each batch judged anew, in its order.
    std::string fault;
    MC_CHECK(centre_.store().read([&](sqlite::Database& db) {
        auto const report = audit(db, centre_.identity().public_key());
        if (!report.faults.empty()) fault = "the audit finds: " + report.faults.front();
    }));
    return fault;
}

}  // namespace mingcha::sim
