#pragma once

#include "client/viewmodels/checkin_draft.hpp"
#include "client/viewmodels/store.hpp"

namespace mingcha {

/// The drafts of check-ins, by planned visit or else by unit, in the note "checkin". A draft is of its day: a plaque photographed
/// yesterday proves nothing today; its file stays and is named at the next start as a photo without a place. UI thread.
class CheckinDrafts {
public:
    explicit CheckinDrafts(Store& store) : store_(store) {}

    /// `key`: the planned visit, or the unit of an unplanned one.
    [[nodiscard]] std::optional<CheckinDraft> of(Uuid const& key) const;
    void keep(CheckinDraft const& draft);
    void drop(CheckinDraft const& draft);
    /// The unit of the unplanned check-in that was on the screen last; nil when another page was.
    [[nodiscard]] Uuid left_open() const;
    /// Some draft of today has this picture.
    [[nodiscard]] bool names(Hash const& picture) const;

private:
    [[nodiscard]] QJsonObject todays() const;

    Store& store_;
};

}  // namespace mingcha
