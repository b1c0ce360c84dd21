#pragma once

#include <QVariantList>
#include <optional>
#include <vector>

#include "client/viewmodels/controller.hpp"
#include "client/viewmodels/visit_view.hpp"

namespace mingcha {

/// A photo leaves the tablet only after somebody said that no pupil's face is in it, or why it is kept (DESIGN 4.7, DOMAIN.md 8). One tap says
/// so for all photos of an item or of the visit that are there: one that is taken later is asked for again. UI thread.

/// What `photo.release` becomes; nothing where keeping faces has no ground written yet, and for `masked`: nothing here masks a face yet.
[[nodiscard]] std::optional<Value> release_value(QString const& kind, QString const& ground);
/// The kinds to choose from: no_child, ground.
[[nodiscard]] QVariantList release_options();
/// A photo's, in words; empty while it is not released.
[[nodiscard]] QString release_word(Record const& photo);

using Photos = std::vector<Record const*>;
/// Photos of the visit that wait for it. `subject`: only those of this answer, finding or visit.
[[nodiscard]] Photos waiting_photos(VisitView const& visit, std::optional<Uuid> const& subject = {});
/// Writes it for each, undoable; nothing where `release_value` is nothing.
void release_photos(Context& context, Photos const& photos, QString const& kind, QString const& ground);

}  // namespace mingcha
