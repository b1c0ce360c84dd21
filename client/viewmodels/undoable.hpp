#pragma once

#include <map>

#include "client/viewmodels/changes.hpp"
#include "client/viewmodels/context.hpp"
#include "client/viewmodels/store.hpp"

namespace mingcha {

/// What takes `changes` back: what stands before them in `cache`, written by someone who has seen no more than they had (or than
/// `cache` shows, where they do not say). A colleague's value that arrives between act and undo is not covered by either.
[[nodiscard]] std::vector<Change> way_back(RecordCache const& cache, std::vector<Change> const& changes);

/// Writes, and after the commit gives the dock's undo a way back, named `what`. An undo writes what stood there before the act. Only for
/// registers (no elements of sets). UI thread.
void write_undoable(Context& context, std::vector<Change> changes, QString const& what, Store::Done done = {});

/// Withdraws a record and shows the bar that brings it back for ten seconds: its shown values are written again, which no withdrawal
/// covers.
void withdraw_undoable(Context& context, Record const& record, QString const& reason, QString const& text,
                       QString const& icon);

/// Texts while a person is in their fields. All that is typed between taking and losing the focus is one write that grows: it has seen
/// what the field showed when typing began, so a colleague's text that stood beside it, or came meanwhile, stays (DESIGN 4.9 focus).
/// UI thread.
class Typing {
public:
    explicit Typing(Context& context) : context_(context) {}

    /// Stores `text`; the same text again stores nothing. `what` names the undo.
    void type(RecordName const& name, std::string const& key, std::string_view field, QString const& text,
              QString const& what);
    /// The focus is elsewhere: the next text begins anew.
    void leave() { fields_.clear(); }
    /// What stands in the field for who adds to it: the text that is on its way to the disk, else `shown`.
    [[nodiscard]] QString newest(RecordName const& name, std::string_view field, QString const& shown) const;

private:
    struct OnItsWay {
        QString text;
        int writes = 0;
    };
    Context& context_;
    std::map<std::pair<RecordName, std::uint16_t>, OnItsWay> on_its_way_;
    std::map<std::pair<RecordName, std::uint16_t>, VersionVector> fields_;
};

}  // namespace mingcha
