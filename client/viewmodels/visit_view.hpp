#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "client/viewmodels/store.hpp"
#include "shared/rules/case_file.hpp"
#include "shared/rules/scoring.hpp"
#include "shared/rules/workflow.hpp"

namespace mingcha {

/// One visit as the rules see it: its records, its pinned checklist, what the school was at check-in, the score and the state. Follows
/// the store: after each commit the score is computed anew and `changed` says which items it was about.
///
/// UI thread. The open visit is one of these; others (a receipt, Today's first card) may look at another visit with their own.
class VisitView : public QObject {
    Q_OBJECT

public:
    struct Changed {
        bool whole = false;           ///< another visit, or another checklist: show everything anew
        std::set<std::string> items;  ///< item codes whose answer or photos changed
        bool visit = false;           ///< the head record
        bool photos = false, findings = false, steps = false;
    };

    explicit VisitView(Store& store, QObject* parent = nullptr);

    /// Nil closes. The answers may come a moment later, with `changed`.
    void open(Uuid const& visit);
    [[nodiscard]] bool is_open() const { return file_.visit != nullptr; }

    [[nodiscard]] Uuid id() const { return id_; }
    [[nodiscard]] Root root() const { return {RootKind::visit, id_}; }
    [[nodiscard]] RecordName name() const { return {root(), RecordType::visit, id_}; }
    /// The records, sorted; pointers are good until the next `changed`.
    [[nodiscard]] CaseFile const& file() const { return file_; }
    [[nodiscard]] std::span<Record const> records() const { return records_; }       ///< of the visit's root
    [[nodiscard]] std::vector<Record> const& findings() const { return findings_; }  ///< heads of its findings' roots
    /// Null while no checklist is pinned, or when this tablet does not hold it.
    [[nodiscard]] Checklist const* list() const { return list_.get(); }
    [[nodiscard]] SchoolFacts const& school() const { return school_; }
    [[nodiscard]] Record const* unit() const;
    [[nodiscard]] Verdicts const& verdicts() const { return verdicts_; }
    [[nodiscard]] Verdict verdict(std::string_view item) const;
    [[nodiscard]] Score const& score() const { return score_; }

    [[nodiscard]] Folded const& folded() const { return folded_; }
    /// With provisional steps, and WORKING from the first answer on.
    [[nodiscard]] State state() const;
    [[nodiscard]] bool is_lead() const;
    [[nodiscard]] bool is_member() const;
    [[nodiscard]] Role role() const;
    [[nodiscard]] bool is_inspector() const { return is_lead() || is_member(); }
    /// Not checked in yet, handed over or beyond, not one's own, or still being received.
    [[nodiscard]] bool is_read_only() const;

    [[nodiscard]] RecordName answer_name(std::string_view item) const;
    /// One field of an item's answer, written on sight of what this view shows.
    [[nodiscard]] Change answer_change(std::string_view item, std::string_view field, Value value,
                                       Change::Kind kind = Change::Kind::write) const;
    /// A step of this visit, to be written with `seals`.
    [[nodiscard]] std::vector<Change> step(std::string act, std::string note = {}, Value::Map data = {},
                                           std::optional<Hash> seen = {}) const;

signals:
    void changed(mingcha::VisitView::Changed const& what);

private:
    void on_store(Store::ChangeSet const& changes);
    void load();
    void load_list();
    [[nodiscard]] bool concerns(RecordName const& name) const;
    [[nodiscard]] std::string item_of(RecordName const& name) const;

    Store& store_;
    Uuid id_;
    std::vector<Record> records_, findings_;
    CaseFile file_;
    std::shared_ptr<Checklist const> list_;
    std::string list_key_;
    SchoolFacts school_;
    Verdicts verdicts_;
    Score score_;
    Folded folded_;
};

/// The checklists that this tablet holds, parsed once each. UI thread.
class ChecklistShelf {
public:
    /// Null when no record of that code and version is in the cache, or when it cannot be read.
    [[nodiscard]] static std::shared_ptr<Checklist const> find(RecordCache const& cache, std::string_view code,
                                                               std::string_view version);
};

/// Facts of a unit as a visit snapshots them at check-in; `school_facts` reads them back.
[[nodiscard]] Value unit_facts(Record const& unit);

}  // namespace mingcha
